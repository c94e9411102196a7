import { decode, MAX_BYTES } from '../cap/decode.js';
import { Unreadable } from '../cap/fault.js';
import { NAMESPACES } from '../cap/schema.js';
import { readXml, type XmlNode } from '../cap/xml.js';

/** Most entries of one feed that are read. */
export const MOST_ENTRIES = 500;
/** Largest feed that is read, in bytes. */
export const FEED_BYTES = 8 * MAX_BYTES;
export interface Feed { alerts: Buffer[]; links: string[]; entries: number }

const ENTRY = new Set(['entry', 'item']);

/**
 * Alerts inside an Atom or RSS feed, each as its own document, and links of entries without one. What an entry's id or title
 * says is not looked at: the inner alert is the truth. @throws Unreadable
 */
export function readFeed(bytes: Uint8Array): Feed {
  const text = decode(bytes, FEED_BYTES);
  const { root } = readXml(text);
  if (!['feed', 'rss', 'RDF'].includes(root.name)) throw new Unreadable('feed.not-a-feed', root.path, `the root is <${root.name.slice(0, 60)}>`);
  const entries = below(root, (n) => ENTRY.has(n.name)).slice(0, MOST_ENTRIES);
  const feed: Feed = { alerts: [], links: [], entries: entries.length };
  for (const entry of entries) {
    const [alert] = below(entry, (n) => n.name === 'alert' && Object.hasOwn(NAMESPACES, n.ns));
    if (alert) feed.alerts.push(documentOf(alert, text));
    else feed.links.push(...linksOf(entry));
  }
  return feed;
}

function below(node: XmlNode, wanted: (node: XmlNode) => boolean): XmlNode[] {
  return node.children.flatMap((child) => (wanted(child) ? [child] : below(child, wanted)));
}

/** The element as it stands, with the prefixes it took from outside. */
function documentOf(alert: XmlNode, text: string): Buffer {
  const own = text.slice(alert.start, alert.end);
  const outer = [...alert.scope].filter(([prefix]) => prefix !== 'xml' && !alert.attributes.has(prefix ? `xmlns:${prefix}` : 'xmlns'));
  const declared = outer.map(([prefix, ns]) => ` xmlns${prefix && `:${prefix}`}="${ns.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')}"`).join('');
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${own.replace(/^<[^\s/>]+/, (tag) => tag + declared)}`);
}

/** Links that may lead to an alert: typed as CAP, or the entry's only one. */
function linksOf(entry: XmlNode): string[] {
  const links = entry.children.filter((c) => c.name === 'link').map((c) => ({ href: c.attributes.get('href') ?? c.text.trim(), type: c.attributes.get('type') ?? '' })).filter((l) => /^https?:/.test(l.href));
  const cap = links.filter((l) => /cap\+xml/.test(l.type));
  return (cap.length > 0 ? cap : links).slice(0, 1).map((l) => l.href);
}
