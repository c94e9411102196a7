import { Unreadable } from './fault.js';

/** Largest alert taken, in bytes. */
export const MAX_BYTES = 1024 * 1024;

const ENCODINGS: Record<string, (bytes: Uint8Array) => string> = {
  'utf-8': (bytes) => strict('utf-8', bytes),
  utf8: (bytes) => strict('utf-8', bytes),
  'us-ascii': (bytes) => strict('utf-8', bytes),
  'iso-8859-1': (bytes) => Buffer.from(bytes).toString('latin1'),
  gb18030: (bytes) => strict('gb18030', bytes),
  gbk: (bytes) => strict('gb18030', bytes),
  gb2312: (bytes) => strict('gb18030', bytes),
};
// What XML 1.0 allows in no place, not even written as a reference.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function strict(label: string, bytes: Uint8Array): string {
  return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes);
}

/** Text of an XML document by its declared encoding (UTF-8 where none). @throws Unreadable */
export function decode(bytes: Uint8Array, most = MAX_BYTES): string {
  if (bytes.length > most) throw new Unreadable('xml.too-large', '', `over ${most} bytes`);
  if (bytes.length === 0) throw new Unreadable('xml.not-xml', '', 'the body is empty');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) throw new Unreadable('xml.encoding', '', 'UTF-16 is not accepted; send UTF-8, ISO-8859-1 or GB18030');
  const label = declaredEncoding(bytes);
  const read = Object.hasOwn(ENCODINGS, label) ? ENCODINGS[label] : undefined;
  if (!read) throw new Unreadable('xml.encoding', '', `encoding "${label}" is not accepted; send UTF-8, ISO-8859-1 or GB18030`);
  let text: string;
  try { text = read(bytes); } catch { throw new Unreadable('xml.encoding', '', `the bytes are not ${label}`); }
  if (FORBIDDEN.test(text)) throw new Unreadable('xml.not-xml', '', 'the document holds a control character');
  return text;
}

function declaredEncoding(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
}
