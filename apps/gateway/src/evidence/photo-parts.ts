import { crc32 } from 'node:zlib';
import { orientationBlock, readTiff, type Exif } from './exif.js';

/** A photo as its parts: what it says of itself, and the same picture without it; undefined where the parts cannot be told apart. */
export interface PhotoParts { exif: Exif; stripped: Buffer }

/** @param mediaType as the bytes say; a type without EXIF is what it is */
export function photoParts(bytes: Buffer, mediaType: string): PhotoParts | undefined {
  switch (mediaType) {
    case 'image/jpeg': return jpeg(bytes);
    case 'image/png': return png(bytes);
    case 'image/webp': return webp(bytes);
    default: return { exif: {}, stripped: bytes };
  }
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const SOS = 0xda;
const EOI = 0xd9;
/** The start of frame, tables, restart interval, scan: the picture itself; and JFIF, colour profile and Adobe's colour transform, which change how it looks. */
const keeps = (marker: number, body: Buffer): boolean =>
  marker < 0xe0 || (marker === 0xe0 && body.subarray(0, 5).toString('latin1') === 'JFIF\0') || (marker === 0xe2 && body.subarray(0, 12).toString('latin1') === 'ICC_PROFILE\0') || (marker === 0xee && body.subarray(0, 5).toString('latin1') === 'Adobe');

function jpeg(bytes: Buffer): PhotoParts | undefined {
  const kept: Buffer[] = [];
  let exif: Exif = {};
  let at = 2;
  for (;;) {
    // any number of fill bytes may stand before a marker
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined || marker < 0xc0) return undefined;
    if (marker === EOI) break;
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    const body = bytes.subarray(at + 4, end);
    if (marker === 0xe1 && body.subarray(0, 6).equals(EXIF)) exif = { ...readTiff(body.subarray(6)), ...exif };
    if (marker === SOS) end = endOfScan(bytes, end);
    if (keeps(marker, body)) kept.push(bytes.subarray(at, end));
    at = end;
    // a picture cut off in its last scan shows what it has; its end is put there
    if (at >= bytes.length) break;
  }
  const upright = exif.orientation && exif.orientation > 1 ? [segment(Buffer.concat([EXIF, orientationBlock(exif.orientation)]))] : [];
  // what lies behind the end of the picture (a second picture, a film) goes with it
  return { exif, stripped: Buffer.concat([bytes.subarray(0, 2), ...upright, ...kept, Buffer.from([0xff, EOI])]) };
}

const segment = (body: Buffer): Buffer => {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** Compressed data ends at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** Chunks that say something beside the picture: EXIF, texts (among them XMP and raw profiles), time. */
const PNG_SAYS = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'zxIf']);

function png(bytes: Buffer): PhotoParts | undefined {
  const kept: Buffer[] = [];
  let exif: Exif = {};
  for (let at = 8; ;) {
    if (at + 12 > bytes.length) return undefined;
    const [length, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    const end = at + 12 + length;
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(type)) return undefined;
    if (type === 'eXIf') exif = { ...readTiff(bytes.subarray(at + 8, end - 4)), ...exif };
    if (!PNG_SAYS.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') break;
  }
  const upright = exif.orientation && exif.orientation > 1 ? [chunk('eXIf', orientationBlock(exif.orientation))] : [];
  // behind the header: an EXIF chunk may stand anywhere before the image data
  return { exif, stripped: Buffer.concat([bytes.subarray(0, 8), kept[0]!, ...upright, ...kept.slice(1)]) };
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
  out.writeUInt32BE(body.length, 0);
  out.writeUInt32BE(crc32(out.subarray(4, out.length - 4)), out.length - 4);
  return out;
}

const WEBP_EXIF = 0x08;
const WEBP_XMP = 0x04;

function webp(bytes: Buffer): PhotoParts | undefined {
  if (bytes.length < 20) return undefined;
  const size = bytes.readUInt32LE(4) + 8;
  if (size > bytes.length) return undefined;
  const kept: Buffer[] = [];
  let exif: Exif = {};
  for (let at = 12; at < size;) {
    if (at + 8 > size) return undefined;
    const [type, length] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4)];
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > size) return undefined;
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'EXIF') exif = { ...readTiff(body.subarray(0, 6).equals(EXIF) ? body.subarray(6) : body), ...exif };
    if (type === 'VP8X' && length >= 10) {
      const head = Buffer.from(bytes.subarray(at, Math.min(end, bytes.length)));
      head[8]! &= ~(WEBP_EXIF | WEBP_XMP);
      kept.push(head);
    } else if (/^(VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/.test(type)) kept.push(bytes.subarray(at, Math.min(end, bytes.length)));
    at = end;
  }
  if (kept.length === 0) return undefined;
  const body = Buffer.concat(kept);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return { exif, stripped: Buffer.concat([head, body]) };
}
