/** One tag of a TIFF directory: its id, type (2 text, 3 short, 4 long, 5 rational) and value, big-endian. */
type Tag = [id: number, type: number, count: number, value: Buffer];
const text = (id: number, t: string): Tag => [id, 2, t.length + 1, Buffer.from(`${t}\0`, 'latin1')];
const whole = (id: number, type: 3 | 4, n: number): Tag => { const value = Buffer.alloc(4); if (type === 3) value.writeUInt16BE(n); else value.writeUInt32BE(n); return [id, type, 1, value]; };
const degrees = (id: number, parts: readonly [number, number, number]): Tag => [id, 5, 3, Buffer.concat(parts.map((n) => { const b = Buffer.alloc(8); b.writeUInt32BE(n); b.writeUInt32BE(1, 4); return b; }))];

/** A directory at a place in the block; what is longer than four bytes lies behind it. */
function directory(tags: readonly Tag[], at: number): Buffer {
  const head = Buffer.alloc(2 + tags.length * 12 + 4);
  head.writeUInt16BE(tags.length);
  const behind: Buffer[] = [];
  tags.forEach(([id, type, count, value], i) => {
    const entry = 2 + 12 * i;
    head.writeUInt16BE(id, entry);
    head.writeUInt16BE(type, entry + 2);
    head.writeUInt32BE(count, entry + 4);
    if (value.length <= 4) { value.copy(head, entry + 8); return; }
    head.writeUInt32BE(at + head.length + Buffer.concat(behind).length, entry + 8);
    behind.push(value);
  });
  return Buffer.concat([head, ...behind]);
}

/** The same JPEG as a camera held sideways would save it at 34.71 N, 113.77 E on 20 July 2026, 16:10 local time. */
export function asTaken(jpeg: Buffer): Buffer {
  const main = (detail: number, gps: number): Buffer => directory([whole(0x0112, 3, 6), whole(0x8769, 4, detail), whole(0x8825, 4, gps)], 8);
  const length = 8 + main(0, 0).length;
  const detail = directory([text(0x9003, '2026:07:20 16:10:00')], length);
  const gps = directory([text(1, 'N'), degrees(2, [34, 42, 36]), text(3, 'E'), degrees(4, [113, 46, 12])], length + detail.length);
  const body = Buffer.concat([Buffer.from('Exif\0\0MM\0\x2a\0\0\0\x08', 'latin1'), main(length, length + detail.length), detail, gps]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
}
