import type { CapVersion } from './schema.js';
import type { XmlNode } from './xml.js';

export interface Pair { name: string; value: string; path: string }
export interface Shape { text: string; path: string }
export interface CapArea { path: string; desc: string; polygons: Shape[]; circles: Shape[]; geocodes: Pair[]; altitude?: number; ceiling?: number }
export interface CapResource { path: string; uri: string; derefUri: string }
export interface CapInfo {
  path: string; language: string; categories: string[]; event: string; responseTypes: string[]; urgency: string; severity: string; certainty: string;
  eventCodes: Pair[]; effective: string; onset: string; expires: string; senderName: string; headline: string; description: string; instruction: string; web: string; contact: string;
  parameters: Pair[]; resources: CapResource[]; areas: CapArea[];
}
/** One message of any CAP version, normalised; absent texts are empty. */
export interface CapMessage {
  version: CapVersion; identifier: string; sender: string; sent: string; status: string; msgType: string; scope: string; restriction: string; addresses: string; note: string;
  references: string; referencesGiven: boolean; infos: CapInfo[]; signed: boolean;
}

const all = (node: XmlNode, name: string): XmlNode[] => node.children.filter((c) => c.name === name && c.ns === node.ns);
const text = (node: XmlNode, name: string): string => all(node, name)[0]?.text.trim() ?? '';
const texts = (node: XmlNode, name: string): string[] => all(node, name).map((c) => c.text.trim());
const shapes = (node: XmlNode, name: string): Shape[] => all(node, name).map((c) => ({ text: c.text.trim(), path: c.path }));

/** In 1.0 a pair is one text, `name=value`. */
const pairs = (node: XmlNode, name: string): Pair[] => all(node, name).map((c) => {
  if (c.children.length > 0) return { name: text(c, 'valueName'), value: text(c, 'value'), path: c.path };
  const [key, ...rest] = c.text.trim().split('=');
  return { name: key!, value: rest.join('='), path: c.path };
});
const number = (node: XmlNode, name: string): number | undefined => (text(node, name) === '' ? undefined : Number(text(node, name)));

/** Reads a schema-checked alert element; also a faulty one, as far as it goes. */
export function capOf(root: XmlNode, version: CapVersion): CapMessage {
  return {
    version, identifier: text(root, 'identifier'), sender: text(root, 'sender'), sent: text(root, 'sent'), status: text(root, 'status'), msgType: text(root, 'msgType'),
    scope: text(root, 'scope') || 'Public', restriction: text(root, 'restriction'), addresses: text(root, 'addresses'), note: text(root, 'note'),
    references: text(root, 'references'), referencesGiven: all(root, 'references').length > 0, infos: all(root, 'info').map(infoOf),
    signed: root.children.some((c) => c.name === 'Signature'),
  };
}

const infoOf = (node: XmlNode): CapInfo => ({
  path: node.path, language: text(node, 'language') || 'en-US', categories: texts(node, 'category'), event: text(node, 'event'), responseTypes: texts(node, 'responseType'),
  urgency: text(node, 'urgency'), severity: text(node, 'severity'), certainty: text(node, 'certainty'), eventCodes: pairs(node, 'eventCode'),
  effective: text(node, 'effective'), onset: text(node, 'onset'), expires: text(node, 'expires'), senderName: text(node, 'senderName'), headline: text(node, 'headline'),
  description: text(node, 'description'), instruction: text(node, 'instruction'), web: text(node, 'web'), contact: text(node, 'contact'), parameters: pairs(node, 'parameter'),
  resources: all(node, 'resource').map((r) => ({ path: r.path, uri: text(r, 'uri'), derefUri: text(r, 'derefUri') })),
  areas: all(node, 'area').map((a) => ({
    path: a.path, desc: text(a, 'areaDesc'), polygons: shapes(a, 'polygon'), circles: shapes(a, 'circle'), geocodes: pairs(a, 'geocode'),
    ...(number(a, 'altitude') !== undefined && { altitude: number(a, 'altitude')! }), ...(number(a, 'ceiling') !== undefined && { ceiling: number(a, 'ceiling')! }),
  })),
});
