import { fault, type Fault } from './fault.js';
import { SIGNATURE_NS } from './schema.js';
import type { XmlNode } from './xml.js';

/*
 * What is checked of an XML signature (XMLDSig) that stands directly in <alert>: every <DigestValue>, <SignatureValue> and
 * <X509Certificate> in it is strict base64 and nothing else. A lenient decoder reads several texts as the same bytes, so a
 * signed alert could be altered where the signature itself stands and still verify elsewhere; such an alert is refused.
 *
 * What is not checked: whether the signature proves anything. No digest is computed, no reference or transform followed, no
 * key or certificate judged, no algorithm, length or other element looked at, and comments between the characters of a value
 * go unseen. A signed alert therefore is trusted no more than an unsigned one (warning `signature.not-verified`); what admits
 * it is the feed's key at the door, or the address in XL_FEEDS.
 */

const BASE64_FIELDS = new Set(['SignatureValue', 'DigestValue', 'X509Certificate']);
/** Hostile files make no long answer. */
const MOST = 20;

/**
 * True for base64 as xs:base64Binary has it, XML's own white space apart: its alphabet alone (not the one of URLs), padded,
 * not empty, unused bits zero (a lenient decoder takes `lh==` for `lg==`).
 */
export function isCanonicalBase64(text: string): boolean {
  const bare = text.replace(/[ \t\r\n]+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(bare) && Buffer.from(bare, 'base64').toString('base64') === bare;
}

/** Faults of the form of a signature; whether it proves anything is not judged here. */
export function signatureFaults(root: XmlNode): Fault[] {
  const faults: Fault[] = [];
  const walk = (node: XmlNode): void => {
    if (faults.length >= MOST) return;
    // An element inside would split the text: some read all of it, some the first piece.
    if (node.ns === SIGNATURE_NS && BASE64_FIELDS.has(node.name) && (node.children.length > 0 || !isCanonicalBase64(node.text))) {
      faults.push(fault('signature.non-canonical-base64', node.path, `<${node.name}> is non-canonical base64`));
    }
    node.children.forEach(walk);
  };
  root.children.filter((c) => c.ns === SIGNATURE_NS).forEach(walk);
  return faults;
}
