import { fault, type Fault } from './fault.js';
import { SIGNATURE_NS } from './schema.js';
import type { XmlNode } from './xml.js';

const BASE64_FIELDS = new Set(['SignatureValue', 'DigestValue', 'X509Certificate']);

/** True for base64 as xs:base64Binary has it: no stray character, unused bits zero (a lenient decoder takes `lh==` for `lg==`). */
export function isCanonicalBase64(text: string): boolean {
  const bare = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(bare) && Buffer.from(bare, 'base64').toString('base64') === bare;
}

/** Faults of the form of a signature; whether it proves anything is not judged here. */
export function signatureFaults(root: XmlNode): Fault[] {
  const faults: Fault[] = [];
  const walk = (node: XmlNode): void => {
    if (node.ns === SIGNATURE_NS && BASE64_FIELDS.has(node.name) && !isCanonicalBase64(node.text)) {
      faults.push(fault('signature.non-canonical-base64', node.path, `<${node.name}> is non-canonical base64`));
    }
    node.children.forEach(walk);
  };
  root.children.filter((c) => c.ns === SIGNATURE_NS).forEach(walk);
  return faults;
}
