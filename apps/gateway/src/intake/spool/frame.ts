import { crc32 } from 'node:zlib';

/** A frame on disk: 12 bytes (length of meta, length of body, crc of both) and the two. */
const HEAD = 12;
/** No frame of ours is larger; a length beyond it is a torn or foreign tail. */
const MOST = 8 * 1024 * 1024;

export interface Frame<T> { meta: T; body: Buffer; offset: number; end: number; bodyAt: number }

export function encodeFrame(meta: object, body: Uint8Array): Buffer {
  const text = Buffer.from(JSON.stringify(meta));
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(text.length, 0);
  head.writeUInt32BE(body.length, 4);
  head.writeUInt32BE(crc32(body, crc32(text)), 8);
  return Buffer.concat([head, text, body]);
}

/** The whole frames at the start of a file's bytes, and where they end: what follows was never promised to anybody. */
export function readFrames<T>(bytes: Buffer): { frames: Frame<T>[]; end: number } {
  const frames: Frame<T>[] = [];
  let at = 0;
  while (at + HEAD <= bytes.length) {
    const [metaLength, bodyLength] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
    const [bodyAt, end] = [at + HEAD + metaLength, at + HEAD + metaLength + bodyLength];
    if (metaLength === 0 || metaLength > MOST || bodyLength > MOST || end > bytes.length) break;
    const [text, body] = [bytes.subarray(at + HEAD, bodyAt), bytes.subarray(bodyAt, end)];
    if (crc32(body, crc32(text)) !== bytes.readUInt32BE(at + 8)) break;
    frames.push({ meta: JSON.parse(text.toString('utf8')) as T, body, offset: at, end, bodyAt });
    at = end;
  }
  return { frames, end: at };
}
