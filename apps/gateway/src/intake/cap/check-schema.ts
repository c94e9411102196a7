import { fault, type Fault } from './fault.js';
import { ENUMS, SIGNATURE_NS, SIMPLE, STRUCTURES, type CapVersion, type Slot } from './schema.js';
import type { XmlNode } from './xml.js';

/** Faults stop being collected here: a hostile file must not make a long answer. */
const MOST = 50;

/** Every way in which an alert element breaks the schema of its version. */
export function schemaFaults(root: XmlNode, version: CapVersion): Fault[] {
  const faults: Fault[] = [];
  structure(root, 'alert', version, faults);
  return faults.slice(0, MOST);
}

function structure(node: XmlNode, type: string, version: CapVersion, faults: Fault[]): void {
  const slots = STRUCTURES[version][type]!;
  if (node.text.trim() !== '') faults.push(fault('schema.text', node.path, `<${node.name}> holds elements only, no text`));
  strangeAttributes(node, faults);
  const counts = new Map<string, number>();
  let at = 0;
  for (const child of node.children) {
    if (faults.length >= MOST) return;
    if (type === 'alert' && child.ns === SIGNATURE_NS) { at = slots.length; continue; }
    const slot = slots.findIndex((s) => s.name === child.name);
    if (slot < 0 || child.ns !== node.ns) { faults.push(fault('schema.unknown-element', child.path, `<${child.name}> is not known in <${node.name}>`)); continue; }
    const seen = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, seen);
    if (seen > slots[slot]!.max) faults.push(fault('schema.duplicate-element', child.path, `<${child.name}> may stand once only`));
    else if (slot < at) faults.push(fault('schema.misplaced-element', child.path, `<${child.name}> stands too late in <${node.name}>`));
    at = Math.max(at, slot);
    value(child, slots[slot]!, version, faults);
  }
  for (const s of slots) if (s.min > 0 && !counts.has(s.name)) faults.push(fault('schema.missing-element', `${node.path}/${s.name}`, `<${s.name}> is required in <${node.name}>`));
}

function value(node: XmlNode, slot: Slot, version: CapVersion, faults: Fault[]): void {
  if (STRUCTURES[version][slot.type]) return structure(node, slot.type, version, faults);
  strangeAttributes(node, faults);
  const [inner] = node.children;
  if (inner) { faults.push(fault('schema.unknown-element', inner.path, `<${node.name}> holds text only`)); return; }
  const allowed = ENUMS[slot.type];
  if (allowed) {
    const words = allowed[version] ?? allowed['1.2'];
    if (!words.includes(node.text)) faults.push(fault('schema.value', node.path, node.text === '' ? `<${node.name}> is empty` : `"${node.text.slice(0, 60)}" is not one of ${words.join(', ')}`));
    return;
  }
  const check = SIMPLE[slot.type];
  if (check && !check(node.text.trim(), version)) faults.push(fault(slot.type === 'time' ? 'schema.time' : 'schema.value', node.path, `"${node.text.slice(0, 60)}" is no ${slot.type} as CAP ${version} writes it`));
}

function strangeAttributes(node: XmlNode, faults: Fault[]): void {
  for (const name of node.attributes.keys()) {
    if (/^xmlns(:|$)|^xml:|^xsi:/.test(name)) continue;
    faults.push(fault('schema.attribute', `${node.path}/@${name}`, `attribute "${name.slice(0, 60)}" is not known`));
  }
}
