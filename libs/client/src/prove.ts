import type { XlEvent } from '@xunling/contracts';

/** WebCrypto: Node, and browsers on https or localhost; elsewhere only the chain's order is checked. */
const subtle = (globalThis.crypto as typeof globalThis.crypto | undefined)?.subtle;
const utf8 = new TextEncoder();

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await subtle!.digest('SHA-256', utf8.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * True where hash and body of an event are what they say; an erased body (`data: null`, no salt) proves by its datahash alone.
 * The bytes are those of the journal: `datahash = sha256(datasalt ‖ data)`, `hash = sha256(prevhash ‖ "\n" ‖ originseq ‖ "\n" ‖ head)`,
 * head being the envelope as received without place and body. JSON keeps key order, so the event must be as it was parsed.
 */
export async function provesItself(event: XlEvent): Promise<boolean> {
  if (!subtle) return true;
  const { originseq, prevhash, hash, datasalt, data, ...head } = event;
  const erased = data === null && datasalt === '';
  if (!erased && (await sha256(datasalt + JSON.stringify(data))) !== event.datahash) return false;
  return (await sha256(`${prevhash}\n${originseq}\n${JSON.stringify(head)}`)) === hash;
}
