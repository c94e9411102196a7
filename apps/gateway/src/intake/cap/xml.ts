import { Unreadable } from './fault.js';

export interface XmlNode {
  /** Local name and namespace. */
  name: string;
  ns: string;
  /** XPath with an index at every step but the root. */
  path: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlNode[];
  /** Own character data, entities resolved. */
  text: string;
  /** Where the element lies in the text. */
  start: number;
  end: number;
  /** Prefixes in scope. */
  scope: ReadonlyMap<string, string>;
}
export interface XmlDocument { root: XmlNode; instructions: string[] }

/** Bounds on what a parser may be made to hold; far above any real alert. */
export const BOUNDS = { depth: 24, attributes: 24, nodes: 50_000 } as const;

const XINCLUDE = 'http://www.w3.org/2001/XInclude';
const NAME = /[A-Za-z_\u00b7-\uffff][\w.\-\u00b7-\uffff]*(?::[A-Za-z_\u00b7-\uffff][\w.\-\u00b7-\uffff]*)?/y;
const ATTRIBUTE = /\s+([A-Za-z_\u00b7-\uffff][\w.\-\u00b7-\uffff]*(?::[A-Za-z_\u00b7-\uffff][\w.\-\u00b7-\uffff]*)?)\s*=\s*("[^"<]*"|'[^'<]*')/y;
const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads XML without a DTD, without I/O and within bounds: a strict reader of our own, because it can do nothing else.
 * @throws Unreadable at the first fault (`xml.doctype`, `xml.entity`, `xml.xinclude`, `xml.too-deep`, `xml.too-many`, `xml.not-xml`)
 */
export function readXml(text: string): XmlDocument { return new Reader(text).document(); }

class Reader {
  private at = 0;
  private nodes = 0;
  private readonly open: XmlNode[] = [];
  private readonly names: string[] = [];
  private readonly counts: Map<string, number>[] = [];
  private root: XmlNode | undefined;
  private readonly instructions: string[] = [];

  constructor(private readonly text: string) {}

  document(): XmlDocument {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    while (this.at < this.text.length) {
      const next = this.text.indexOf('<', this.at);
      this.characters(this.text.slice(this.at, next < 0 ? undefined : next));
      if (next < 0) break;
      this.at = next;
      this.markup();
    }
    if (this.open.length > 0) this.fail('xml.not-xml', `<${this.names.at(-1)}> is not closed`);
    if (!this.root) this.fail('xml.not-xml', 'there is no element');
    return { root: this.root!, instructions: this.instructions };
  }

  private markup(): void {
    const rest = this.text.slice(this.at, this.at + 10);
    if (rest.startsWith('<!--')) this.skip('-->', 4);
    else if (rest.startsWith('<![CDATA[')) this.cdata();
    else if (/^<!doctype/i.test(rest)) this.fail('xml.doctype', 'a document type declaration is refused unread');
    else if (rest.startsWith('<!')) this.fail('xml.entity', 'markup declarations are refused unread');
    else if (rest.startsWith('<?')) this.instruction();
    else if (rest.startsWith('</')) this.endTag();
    else this.startTag();
  }

  private skip(end: string, from: number): string {
    const stop = this.text.indexOf(end, this.at + from);
    if (stop < 0) this.fail('xml.not-xml', `"${end}" is missing`);
    const inside = this.text.slice(this.at + from, stop);
    this.at = stop + end.length;
    return inside;
  }

  private cdata(): void {
    const inside = this.skip(']]>', 9);
    const node = this.open.at(-1);
    if (!node) return this.fail('xml.not-xml', 'CDATA outside the root');
    node.text += inside;
  }

  private instruction(): void {
    const start = this.at;
    const inside = this.skip('?>', 2);
    if (!/^xml(\s|$)/i.test(inside)) { if (this.instructions.length < 20) this.instructions.push(inside.split(/\s/, 1)[0]!.slice(0, 60)); return; }
    if (start > 1) this.fail('xml.not-xml', 'the XML declaration is not at the start');
  }

  private characters(raw: string): void {
    if (raw === '') return;
    const node = this.open.at(-1);
    if (!node) { if (raw.trim() !== '') this.fail('xml.not-xml', 'text outside the root'); return; }
    if (raw.includes(']]>')) this.fail('xml.not-xml', '"]]>" in text');
    node.text += this.resolve(raw);
  }

  private resolve(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;&\s]{0,64};)?/g, (whole, name: string | undefined) => {
      const key = name?.slice(0, -1);
      if (key && Object.hasOwn(PREDEFINED, key)) return PREDEFINED[key]!;
      const code = key?.startsWith('#x') && /^#x[0-9a-f]{1,6}$/i.test(key) ? parseInt(key.slice(2), 16) : key && /^#\d{1,7}$/.test(key) ? Number(key.slice(1)) : undefined;
      if (code === undefined) return this.fail('xml.entity', `entity "${whole.slice(0, 40)}" is not one of the five known ones`);
      if (!(code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff))) this.fail('xml.not-xml', 'a character reference names no character');
      return String.fromCodePoint(code);
    });
  }

  private startTag(): void {
    const start = this.at;
    NAME.lastIndex = start + 1;
    const name = NAME.exec(this.text)?.[0];
    if (!name) return this.fail('xml.not-xml', 'a "<" starts nothing');
    this.at = NAME.lastIndex;
    const attributes = this.attributes();
    const close = /\s*(\/?)>/y;
    close.lastIndex = this.at;
    const end = close.exec(this.text);
    if (!end) return this.fail('xml.not-xml', `the tag <${name.slice(0, 60)}> is malformed`);
    this.at = close.lastIndex;
    this.enter(name, attributes, start);
    if (end[1]) this.leave();
  }

  private attributes(): Map<string, string> {
    const found = new Map<string, string>();
    for (;;) {
      ATTRIBUTE.lastIndex = this.at;
      const match = ATTRIBUTE.exec(this.text);
      if (!match) return found;
      if (found.has(match[1]!)) this.fail('xml.not-xml', `attribute "${match[1]!.slice(0, 60)}" twice`);
      found.set(match[1]!, this.resolve(match[2]!.slice(1, -1)));
      if (found.size > BOUNDS.attributes) this.fail('xml.too-many', `more than ${BOUNDS.attributes} attributes`);
      this.at = ATTRIBUTE.lastIndex;
    }
  }

  private enter(qname: string, attributes: Map<string, string>, start: number): void {
    const parent = this.open.at(-1);
    if (!parent && this.root) this.fail('xml.not-xml', 'there are two roots');
    if (this.open.length >= BOUNDS.depth) this.fail('xml.too-deep', `more than ${BOUNDS.depth} levels`);
    if (++this.nodes > BOUNDS.nodes) this.fail('xml.too-many', `more than ${BOUNDS.nodes} elements`);
    const scope = scopeOf(parent?.scope, attributes);
    const colon = qname.indexOf(':');
    const prefix = colon < 0 ? '' : qname.slice(0, colon);
    const name = qname.slice(colon + 1);
    const ns = scope.get(prefix);
    if (ns === undefined && prefix) return this.fail('xml.not-xml', `prefix "${prefix.slice(0, 60)}" is not declared`);
    if (ns === XINCLUDE) return this.fail('xml.xinclude', 'XInclude is refused unread');
    const count = parent ? (this.counts.at(-1)!.get(name) ?? 0) + 1 : 1;
    if (parent) this.counts.at(-1)!.set(name, count);
    const node: XmlNode = { name, ns: ns ?? '', path: parent ? `${parent.path}/${name}[${count}]` : `/${name}`, attributes, children: [], text: '', start, end: 0, scope };
    if (parent) parent.children.push(node); else this.root = node;
    this.open.push(node);
    this.names.push(qname);
    this.counts.push(new Map());
  }

  private leave(): void {
    this.open.pop()!.end = this.at;
    this.names.pop();
    this.counts.pop();
  }

  private endTag(): void {
    const name = this.skip('>', 2).trimEnd();
    if (this.names.at(-1) !== name) this.fail('xml.not-xml', `</${name.slice(0, 60)}> closes nothing`);
    this.leave();
  }

  private fail(reason: string, message: string): never { throw new Unreadable(reason, this.open.at(-1)?.path ?? '', message); }
}

function scopeOf(outer: ReadonlyMap<string, string> | undefined, attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) (scope ??= new Map(outer ?? []))!.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer ?? new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
}
