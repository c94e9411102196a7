import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media.js';

describe('the type of an upload', () => {
  it.each([
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
    ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])],
    ['image/webp', Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')],
    ['application/pdf', Buffer.from('%PDF-1.7')],
    [undefined, Buffer.from('<script>alert(1)</script>')],
    [undefined, Buffer.from('GIF89a......')],
    [undefined, Buffer.alloc(0)],
  ])('%s is told by the bytes', (type, bytes) => expect(mediaTypeOf(bytes)).toBe(type));
});
