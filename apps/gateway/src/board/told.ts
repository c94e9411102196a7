import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { FOLD_VERSION, pictureText, type Picture } from '@xunling/picture';

/** The quickest level: a zone's picture shrinks to a tenth, and each further level costs more than it saves. */
const zip = (text: string): Promise<Buffer> => promisify(gzip)(text, { level: 1 });
/** How long one text serves everybody who asks; `at` is no older than that. */
const FRESH_MS = 1_000;

/** One version of a picture as it is told: its text and hash are made once, its bytes once a second, however many ask. */
export class Told {
  readonly hash: string;
  private readonly text: string;
  private made: { at: number; cursor: string; plain: string; zipped?: Promise<Buffer> } | undefined;

  constructor(picture: Picture) {
    this.text = pictureText(picture);
    this.hash = createHash('sha256').update(this.text).digest('hex');
  }

  /** The answer of `GET /api/picture`, gzipped for who takes that. */
  bytes(cursor: string, now: Date, zipped: boolean): string | Promise<Buffer> {
    const at = now.getTime();
    if (!this.made || this.made.cursor !== cursor || Math.abs(at - this.made.at) > FRESH_MS) {
      this.made = { at, cursor, plain: `{"cursor":"${cursor}","at":"${now.toISOString()}","fold":${FOLD_VERSION},"hash":"${this.hash}","picture":${this.text}}` };
    }
    return zipped ? (this.made.zipped ??= zip(this.made.plain)) : this.made.plain;
  }
}
