import { describe, expect, it } from 'vitest';
import { exifOf, withExif } from './photo-exif.js';

const bytes = (...parts: (number[] | string)[]): Uint8Array => new Uint8Array(parts.flatMap((p) => (typeof p === 'string' ? [...p].map((c) => c.charCodeAt(0)) : p)));
/** One directory: the orientation, and a longitude's reference that must stay as it is. */
const block = (orientation: number): Uint8Array => bytes('MM', [0, 42, 0, 0, 0, 8], [0, 2], [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0], [0, 3, 0, 2, 0, 0, 0, 2, 69, 0, 0, 0], [0, 0, 0, 0]);
const app1 = (body: Uint8Array): number[] => [0xff, 0xe1, 0, body.length + 8, ...bytes('Exif', [0, 0]), ...body];
const jfif = [0xff, 0xe0, 0, 4, 1, 2];
const scan = [0xff, 0xda, 0, 2, 7, 7, 0xff, 0xd9];
const small = bytes([0xff, 0xd8], jfif, scan);

describe('a photo made small on the phone', () => {
  it('says where and when as its original does, and that it stands upright', () => {
    const made = withExif(small, bytes([0xff, 0xd8], jfif, app1(block(6)), scan));
    expect([...made]).toEqual([0xff, 0xd8, ...app1(block(1)), ...jfif, ...scan]);
  });

  it('says nothing where the original says nothing, is no JPEG, or is cut off', () => {
    for (const original of [small, bytes([0x89], 'PNG'), bytes([0xff, 0xd8], app1(block(6)).slice(0, 20)), new Uint8Array()]) expect(withExif(small, original)).toBe(small);
    expect(exifOf(bytes([0xff, 0xd8, 0xff, 0xe1, 0, 0]))).toBeUndefined();
  });
});
