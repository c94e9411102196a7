/** Photos as specs need them: real containers with EXIF that says what the spec wants. */
interface Said { lat?: [number, number, number]; lon?: [number, number, number]; ns?: string; ew?: string; original?: string; offset?: string; orientation?: number }
type Entry = { id: number; type: number; count: number; value: Buffer };

const ascii = (id: number, text: string): Entry => ({ id, type: 2, count: text.length + 1, value: Buffer.from(`${text}\0`, 'latin1') });
const rationals = (id: number, values: readonly number[], le: boolean): Entry => {
  const value = Buffer.alloc(values.length * 8);
  values.forEach((v, i) => { const n = Math.round(v * 10_000); if (le) { value.writeUInt32LE(n, 8 * i); value.writeUInt32LE(10_000, 8 * i + 4); } else { value.writeUInt32BE(n, 8 * i); value.writeUInt32BE(10_000, 8 * i + 4); } });
  return { id, type: 5, count: values.length, value };
};
const short = (id: number, n: number, le: boolean): Entry => { const value = Buffer.alloc(4); if (le) value.writeUInt16LE(n); else value.writeUInt16BE(n); return { id, type: 3, count: 1, value }; };
const long = (id: number, n: number, le: boolean): Entry => { const value = Buffer.alloc(4); if (le) value.writeUInt32LE(n); else value.writeUInt32BE(n); return { id, type: 4, count: 1, value }; };

function directory(entries: readonly Entry[], at: number, le: boolean): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  const values: Buffer[] = [];
  let next = at + head.length;
  const w16 = (n: number, o: number) => (le ? head.writeUInt16LE(n, o) : head.writeUInt16BE(n, o));
  const w32 = (n: number, o: number) => (le ? head.writeUInt32LE(n, o) : head.writeUInt32BE(n, o));
  w16(entries.length, 0);
  entries.forEach((e, i) => {
    const o = 2 + 12 * i;
    w16(e.id, o); w16(e.type, o + 2); w32(e.count, o + 4);
    if (e.value.length <= 4) e.value.copy(head, o + 8);
    else { w32(next, o + 8); values.push(e.value); next += e.value.length; }
  });
  return Buffer.concat([head, ...values]);
}

/** A TIFF block, little- or big-endian. */
export function tiff({ lat, lon, ns = 'N', ew = 'E', original, offset, orientation }: Said, le = true): Buffer {
  const gps = lat && lon ? [ascii(1, ns), rationals(2, lat, le), ascii(3, ew), rationals(4, lon, le)] : [];
  const detail = original ? [ascii(0x9003, original), ...(offset ? [ascii(0x9011, offset)] : [])] : [];
  const main = (detailAt: number, gpsAt: number): Buffer => directory([...(orientation ? [short(0x0112, orientation, le)] : []), long(0x8769, detailAt, le), long(0x8825, gpsAt, le)], 8, le);
  const length = main(0, 0).length;
  const detailBlock = directory(detail, 8 + length, le);
  const gpsBlock = directory(gps, 8 + length + detailBlock.length, le);
  const head = Buffer.alloc(8);
  head.write(le ? 'II' : 'MM', 'latin1');
  if (le) { head.writeUInt16LE(42, 2); head.writeUInt32LE(8, 4); } else { head.writeUInt16BE(42, 2); head.writeUInt32BE(8, 4); }
  return Buffer.concat([head, main(8 + length, 8 + length + detailBlock.length), detailBlock, gpsBlock]);
}

const segment = (marker: number, body: Buffer): Buffer => { const head = Buffer.from([0xff, marker, 0, 0]); head.writeUInt16BE(body.length + 2, 2); return Buffer.concat([head, body]); };
export const app1 = (block: Buffer): Buffer => segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]));
/** Everything that shows: the parts a decoder needs, as far as a spec looks. */
export const PICTURE = Buffer.concat([segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')), segment(0xdb, Buffer.alloc(65, 1)), segment(0xda, Buffer.alloc(10, 2)), Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]), Buffer.from([0xff, 0xd9])]);
export const jpegOf = (...parts: Buffer[]): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, PICTURE]);
export const xmp = (): Buffer => segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude="34,42.6N"/>', 'latin1'));

/** 34°42′36″N 113°46′12″E, 20 July 2026, 16:05:09 in Beijing. */
export const HERE: Said = { lat: [34, 42, 36], lon: [113, 46, 12], original: '2026:07:20 16:05:09' };
export const HERE_READ = { position: { lon: 113.77, lat: 34.71 }, takenAt: '2026-07-20T16:05:09+08:00' };
