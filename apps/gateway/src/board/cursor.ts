import { Refusal } from '@xunling/platform';

/** Place in the stream as a browser holds it: `<epoch>-<seq>`. */
export interface Cursor { epoch: number; seq: number }

/** Reads a cursor. @throws Refusal request.malformed */
export function parseCursor(text: string): Cursor {
  const m = /^(\d{1,9})-(\d{1,15})$/.exec(text);
  if (!m) throw new Refusal('request.malformed', { errors: [{ path: 'after', reason: 'cursor', message: 'a cursor is <epoch>-<seq>' }] });
  return { epoch: Number(m[1]), seq: Number(m[2]) };
}
