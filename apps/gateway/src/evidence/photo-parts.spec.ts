import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readTiff } from './exif.js';
import { photoParts } from './photo-parts.js';
import { app1, HERE, HERE_READ, jpegOf, PICTURE, tiff, xmp } from './photo.fixture.js';

const has = (bytes: Buffer, text: string): boolean => bytes.includes(Buffer.from(text, 'latin1'));

describe('what a photo says of itself', () => {
  it.each([['little', true], ['big', false]])('is read in %s-endian', (_name, le) => expect(photoParts(jpegOf(app1(tiff(HERE, le))), 'image/jpeg')!.exif).toEqual(HERE_READ));
  it('south and west are negative; an offset of the camera counts', () => {
    expect(readTiff(tiff({ ...HERE, ns: 'S', ew: 'W', offset: '+09:00' }))).toEqual({ position: { lon: -113.77, lat: -34.71 }, takenAt: '2026-07-20T16:05:09+09:00' });
  });
  it.each([
    ['a day that does not exist', { original: '2026:02:30 10:00:00' }], ['a clock never set', { original: '0000:00:00 00:00:00' }], ['a latitude beyond the pole', { lat: [91, 0, 0], lon: [113, 0, 0] }],
    ['a letter that is no direction', { lat: [34, 0, 0], lon: [113, 0, 0], ns: 'X' }],
  ])('is absent, not guessed: %s', (_name, said) => expect(readTiff(tiff(said as typeof HERE))).toEqual({}));
});

describe('a photo outside its owner\'s line', () => {
  it('is the same picture without EXIF, XMP, comments and what lies behind its end', () => {
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0x47, 0x50, 0x53, 0x21]);
    const { stripped } = photoParts(Buffer.concat([jpegOf(app1(tiff(HERE)), xmp(), comment), Buffer.from('a second picture with GPS', 'latin1')]), 'image/jpeg')!;
    expect(stripped.equals(Buffer.concat([Buffer.from([0xff, 0xd8]), PICTURE]))).toBe(true);
  });
  it('stands upright still: the orientation is all that is kept', () => {
    const { stripped } = photoParts(jpegOf(app1(tiff({ ...HERE, orientation: 6 }))), 'image/jpeg')!;
    expect(photoParts(stripped, 'image/jpeg')!.exif).toEqual({ orientation: 6 });
    expect(photoParts(stripped, 'image/jpeg')!.stripped.equals(stripped)).toBe(true);
  });
  it('of several scans keeps them all, and a cut-off one is ended', () => {
    const scan = Buffer.from([0xff, 0xda, 0, 3, 1, 0x11, 0xff, 0x00, 0x22]);
    const { stripped } = photoParts(Buffer.concat([Buffer.from([0xff, 0xd8]), app1(tiff(HERE)), scan, scan]), 'image/jpeg')!;
    expect(stripped.equals(Buffer.concat([Buffer.from([0xff, 0xd8]), scan, scan, Buffer.from([0xff, 0xd9])]))).toBe(true);
  });
  it('as PNG loses eXIf, texts and time, and keeps valid checksums', () => {
    const chunk = (type: string, body: Buffer): Buffer => { const b = Buffer.concat([Buffer.alloc(4), Buffer.from(type), body, Buffer.alloc(4)]); b.writeUInt32BE(body.length, 0); b.writeUInt32BE(crc32(b.subarray(4, -4)), b.length - 4); return b; };
    const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [ihdr, idat, iend] = [chunk('IHDR', Buffer.alloc(13, 1)), chunk('IDAT', Buffer.alloc(20, 2)), chunk('IEND', Buffer.alloc(0))];
    const parts = photoParts(Buffer.concat([head, ihdr, chunk('eXIf', tiff({ ...HERE, orientation: 3 })), chunk('tEXt', Buffer.from('GPS\x0034.71')), idat, iend]), 'image/png')!;
    expect(parts.exif).toEqual({ ...HERE_READ, orientation: 3 });
    expect(has(parts.stripped, 'GPS')).toBe(false);
    expect(photoParts(parts.stripped, 'image/png')!.exif).toEqual({ orientation: 3 });
    expect(photoParts(Buffer.concat([head, ihdr, idat, iend]), 'image/png')!.stripped.equals(Buffer.concat([head, ihdr, idat, iend]))).toBe(true);
  });
  it('as WebP loses its EXIF and XMP chunks, their flags and their length', () => {
    const chunk = (type: string, body: Buffer): Buffer => { const b = Buffer.concat([Buffer.from(type), Buffer.alloc(4), body, Buffer.alloc(body.length % 2)]); b.writeUInt32LE(body.length, 4); return b; };
    const file = (...chunks: Buffer[]): Buffer => { const b = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), ...chunks]); b.writeUInt32LE(b.length - 8, 4); return b; };
    const picture = chunk('VP8 ', Buffer.alloc(31, 3));
    const wide = Buffer.alloc(10, 0); wide[0] = 0x0c;
    const { exif, stripped } = photoParts(file(chunk('VP8X', wide), picture, chunk('EXIF', tiff(HERE)), chunk('XMP ', Buffer.from('<GPS/>'))), 'image/webp')!;
    expect(exif).toEqual(HERE_READ);
    expect(stripped.equals(file(chunk('VP8X', Buffer.alloc(10, 0)), picture))).toBe(true);
  });
});

describe('a hostile file', () => {
  const le32 = (n: number): Buffer => { const b = Buffer.alloc(4); b.writeUInt32LE(n >>> 0); return b; };
  const block = (...parts: Buffer[]): Buffer => Buffer.concat([Buffer.from('II\x2a\0', 'latin1'), ...parts]);
  it.each([
    ['no block at all', Buffer.alloc(0)], ['half a header', Buffer.from('II\x2a', 'latin1')], ['a directory far outside', block(le32(0xffff_fff0))], ['a directory that is the header', block(le32(0))],
    ['65,535 entries', block(le32(8), Buffer.from([0xff, 0xff]), Buffer.alloc(400, 0xff))],
    ['a directory that names itself', block(le32(8), Buffer.from([2, 0]), Buffer.from([0x69, 0x87, 4, 0]), le32(1), le32(8), Buffer.from([0x25, 0x88, 4, 0]), le32(1), le32(8))],
    ['four thousand million values', block(le32(8), Buffer.from([1, 0]), Buffer.from([0x69, 0x87, 4, 0]), le32(0xffff_ffff), le32(8))],
    ['a denominator of zero', (() => { const b = tiff(HERE); for (let i = 0; i + 4 <= b.length; i++) if (b.readUInt32LE(i) === 10_000) b.writeUInt32LE(0, i); return b; })()],
  ])('with %s is read as far as it goes, at once', (name, bytes) => {
    const started = process.hrtime.bigint();
    const read = readTiff(bytes);
    expect(read.position).toBeUndefined();
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(1000);
    expect(name).toBeTruthy();
  });
  it.each([
    ['a segment longer than the file', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1, 2])], ['a segment of no length', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, 1, 2])], ['no marker where one must be', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 3, 1, 0x55, 0x55])],
    ['nothing behind its start', Buffer.from([0xff, 0xd8, 0xff])],
  ])('with %s has no parts, so that it is never served as stripped', (_name, bytes) => expect(photoParts(bytes, 'image/jpeg')).toBeUndefined());
  it('of any bytes neither throws nor serves what was said in its EXIF', () => {
    const whole = jpegOf(app1(tiff({ ...HERE, original: '2026:07:20 16:05:09' })));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }), fc.nat(whole.length), fc.constantFrom('image/jpeg', 'image/png', 'image/webp'), (edits, cut, type) => {
      const bytes = Buffer.from(whole.subarray(0, cut));
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
      const parts = photoParts(bytes, type);
      if (parts && type === 'image/jpeg' && bytes[0] === 0xff && bytes[1] === 0xd8) expect(photoParts(parts.stripped, type)?.exif.position).toBeUndefined();
    }), { numRuns: 500 });
  });
});
