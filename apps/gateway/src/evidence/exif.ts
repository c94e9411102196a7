/** What a photo says of itself. `position` is WGS84; `takenAt` is Beijing time where the photo names no offset. `orientation` is 1–8. */
export interface Exif { position?: { lon: number; lat: number }; takenAt?: string; orientation?: number }

/** A directory of a photo has some dozens of entries; a longer one is read no further. */
const MOST_ENTRIES = 200;
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const SIZE: Record<number, number> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [RATIONAL]: 8 };

interface Tag { type: number; count: number; at: number }
type Directory = ReadonlyMap<number, Tag>;

/**
 * Reads a TIFF block as EXIF lays it out: directory 0 and the two it names, each once, so that nothing can run in a circle; every offset and
 * length is checked against the block. What cannot be read is absent, never guessed.
 */
export function readTiff(block: Buffer): Exif {
  const order = block.toString('latin1', 0, 2);
  if (block.length < 8 || (order !== 'II' && order !== 'MM')) return {};
  const tiff = new Tiff(block, order === 'II');
  if (tiff.short(2) !== 42) return {};
  const main = tiff.directory(tiff.long(4));
  const detail = tiff.pointed(main, 0x8769);
  const position = positionOf(tiff, tiff.pointed(main, 0x8825));
  const takenAt = instantOf(tiff.text(detail.get(0x9003)), tiff.text(detail.get(0x9011)));
  const turned = tiff.number(main.get(0x0112));
  return { ...(position ? { position } : {}), ...(takenAt ? { takenAt } : {}), ...(turned && turned >= 1 && turned <= 8 ? { orientation: turned } : {}) };
}

class Tiff {
  constructor(private readonly block: Buffer, private readonly little: boolean) {}

  short(at: number): number | undefined { return this.holds(at, 2) ? (this.little ? this.block.readUInt16LE(at) : this.block.readUInt16BE(at)) : undefined; }
  long(at: number): number | undefined { return this.holds(at, 4) ? (this.little ? this.block.readUInt32LE(at) : this.block.readUInt32BE(at)) : undefined; }

  directory(at: number | undefined): Directory {
    const tags = new Map<number, Tag>();
    const entries = at === undefined ? undefined : this.short(at);
    if (at === undefined || entries === undefined) return tags;
    for (let i = 0; i < Math.min(entries, MOST_ENTRIES); i++) {
      const entry = at + 2 + 12 * i;
      if (!this.holds(entry, 12)) break;
      const [id, type, count] = [this.short(entry)!, this.short(entry + 2)!, this.long(entry + 4)!];
      const bytes = (SIZE[type] ?? 0) * count;
      const value = bytes <= 4 ? entry + 8 : this.long(entry + 8)!;
      if (bytes > 0 && this.holds(value, bytes)) tags.set(id, { type, count, at: value });
    }
    return tags;
  }
  pointed(directory: Directory, id: number): Directory {
    const tag = directory.get(id);
    return tag?.type === LONG && tag.count === 1 ? this.directory(this.long(tag.at)) : new Map();
  }

  number(tag: Tag | undefined): number | undefined { return tag?.type === SHORT && tag.count === 1 ? this.short(tag.at) : undefined; }
  text(tag: Tag | undefined): string | undefined { return tag?.type === ASCII && tag.count <= 64 ? this.block.toString('latin1', tag.at, tag.at + tag.count).replace(/\0.*$/s, '') : undefined; }
  /** Degrees, minutes, seconds. */
  degrees(tag: Tag | undefined): number | undefined {
    if (tag?.type !== RATIONAL || tag.count !== 3) return undefined;
    const parts = [0, 1, 2].map((i) => this.long(tag.at + 8 * i)! / this.long(tag.at + 8 * i + 4)!);
    return parts.every(Number.isFinite) ? parts[0]! + parts[1]! / 60 + parts[2]! / 3600 : undefined;
  }

  private holds(at: number, bytes: number): boolean { return Number.isInteger(at) && at >= 0 && at + bytes <= this.block.length; }
}

function positionOf(tiff: Tiff, gps: Directory): Exif['position'] {
  const [lat, lon] = [tiff.degrees(gps.get(2)), tiff.degrees(gps.get(4))];
  const [ns, ew] = [tiff.text(gps.get(1)), tiff.text(gps.get(3))];
  if (lat === undefined || lon === undefined || lat > 90 || lon > 180 || !/^[NS]$/.test(ns ?? '') || !/^[EW]$/.test(ew ?? '')) return undefined;
  const rounded = (degrees: number, negative: boolean): number => Number((negative ? -degrees : degrees).toFixed(7));
  return { lon: rounded(lon, ew === 'W'), lat: rounded(lat, ns === 'S') };
}

/** `2026:07:20 16:10:00`; a camera without an offset is on local time. */
function instantOf(text: string | undefined, offset: string | undefined): string | undefined {
  const m = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text ?? '');
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second] = m;
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (real.getUTCMonth() + 1 !== Number(month) || real.getUTCDate() !== Number(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(year) < 1990) return undefined;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${/^[+-](0\d|1[0-4]):[0-5]\d$/.test(offset ?? '') ? offset : '+08:00'}`;
}

/** The one thing a photo without its EXIF still needs: which way up it is. */
export function orientationBlock(orientation: number): Buffer {
  const block = Buffer.alloc(26);
  block.write('MM', 0, 'latin1');
  block.writeUInt16BE(42, 2);
  block.writeUInt32BE(8, 4);
  block.writeUInt16BE(1, 8);
  block.writeUInt16BE(0x0112, 10);
  block.writeUInt16BE(SHORT, 12);
  block.writeUInt32BE(1, 14);
  block.writeUInt16BE(orientation, 18);
  return block;
}
