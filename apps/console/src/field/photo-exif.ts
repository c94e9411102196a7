/** Bytes of the marker of a JPEG's EXIF block and what it begins with. */
const APP1 = 0xe1;
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const SOS = 0xda;
const ORIENTATION = 0x0112;

/** The EXIF segment of a JPEG with its marker and length; undefined where there is none. */
export function exifOf(jpeg: Uint8Array): Uint8Array | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return undefined;
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== SOS;) {
    const end = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    if (end <= at + 2 || end > jpeg.length) return undefined;
    if (jpeg[at + 1] === APP1 && EXIF.every((byte, i) => jpeg[at + 4 + i] === byte)) return jpeg.slice(at, end);
    at = end;
  }
  return undefined;
}

/** The same block, saying that the picture stands upright: it was turned when it was made small. */
export function upright(segment: Uint8Array): Uint8Array {
  const out = segment.slice();
  const view = new DataView(out.buffer, out.byteOffset + 10, out.byteLength - 10);
  if (view.byteLength < 8) return out;
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return out;
  for (let i = 0, n = view.getUint16(first, little); i < n; i++) {
    const entry = first + 2 + 12 * i;
    if (entry + 12 > view.byteLength) break;
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
  return out;
}

/** The small picture saying where and when it was taken as its original does; the small one itself where the original says nothing. */
export function withExif(small: Uint8Array, original: Uint8Array): Uint8Array {
  const segment = exifOf(original);
  if (!segment || small[0] !== 0xff || small[1] !== 0xd8) return small;
  const said = upright(segment);
  const out = new Uint8Array(small.length + said.length);
  out.set(small.subarray(0, 2));
  out.set(said, 2);
  out.set(small.subarray(2), 2 + said.length);
  return out;
}
