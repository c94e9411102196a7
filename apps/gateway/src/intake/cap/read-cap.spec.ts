import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { alertXml, areaXml, bytesOf, infoXml, type Made } from '../fixtures.js';
import { readCap } from './read-cap.js';

const errors = (made: Made): string[] => readCap(bytesOf(made)).errors.map((f) => `${f.reason} ${f.path}`);
const warnings = (made: Made): string[] => readCap(bytesOf(made)).warnings.map((f) => f.reason);
const polygon = (text: string): Made => ({ infos: infoXml({ area: areaXml(`<polygon>${text}</polygon>`) }) });
const P = '/alert/info[1]/area[1]/polygon[1]';

describe('reading CAP', () => {
  it('takes a good alert without a word', () => {
    expect(readCap(bytesOf())).toMatchObject({ errors: [], warnings: [], status: 'Actual' });
  });

  it.each<[string, Made, string]>([
    ['a missing scope', { scope: '' }, 'schema.missing-element /alert/scope'],
    ['an unknown namespace', { version: 'urn:example' }, 'cap.namespace /alert'],
    ['an unknown element', { after: '<colour>red</colour>' }, 'schema.unknown-element /alert/colour[1]'],
    ['a duplicate element', { scope: '<scope>Public</scope><scope>Public</scope>' }, 'schema.duplicate-element /alert/scope[2]'],
    ['a misplaced element', { after: '<note>late</note>' }, 'schema.misplaced-element /alert/note[1]'],
    ['a value outside its list', { status: 'Real' }, 'schema.value /alert/status[1]'],
    ['a time with Z', { sent: '2026-07-20T16:00:00Z' }, 'schema.time /alert/sent[1]'],
    ['a time that does not exist', { sent: '2026-02-30T16:00:00+08:00' }, 'schema.time /alert/sent[1]'],
    ['an underscore in the language', { infos: infoXml({ language: 'en_US' }) }, 'schema.value /alert/info[1]/language[1]'],
    ['an empty severity', { infos: infoXml({ severity: '' }) }, 'schema.value /alert/info[1]/severity[1]'],
    ['an Update without references', { msgType: 'Update' }, 'references.missing /alert/references'],
    ['an Update with empty references', { msgType: 'Update', references: '' }, 'references.missing /alert/references'],
    ['a reference to itself', { msgType: 'Update', references: 'bureau@example.org,a1,2026-07-20T16:00:00+08:00' }, 'references.self /alert/references'],
    ['no info block', { infos: '' }, 'info.missing /alert/info'],
    ['no area', { infos: infoXml({ area: '' }) }, 'area.missing /alert/info[1]/area'],
    ['three points', polygon('34.6,113.7 34.7,113.7 34.6,113.7'), `geometry.too-few-points ${P}`],
    ['an open ring', polygon('34.6,113.7 34.7,113.7 34.7,113.8 34.6,113.8'), `geometry.open ${P}`],
    ['a bow tie', polygon('34.6,113.7 34.7,113.8 34.7,113.7 34.6,113.8 34.6,113.7'), `geometry.crosses-itself ${P}`],
    ['a stray comma', polygon('34.6,113.7, 34.7,113.7 34.7,113.8 34.6,113.7'), `geometry.pair ${P}`],
    ['latitude and longitude exchanged', polygon('113.7,34.6 113.7,34.7 113.8,34.7 113.7,34.6'), `geometry.range ${P}`],
    ['a circle without radius', { infos: infoXml({ area: areaXml('<circle>34.7,113.7</circle>') }) }, 'geometry.circle /alert/info[1]/area[1]/circle[1]'],
  ])('refuses %s by name and place', (_, made, expected) => { expect(errors(made)).toContain(expected); });

  it.each<[string, string, string]>([
    ['a DOCTYPE', '<!DOCTYPE alert SYSTEM "http://127.0.0.1:1/x.dtd"><alert/>', 'xml.doctype'],
    ['an unknown entity', '<alert>&xxe;</alert>', 'xml.entity'],
    ['XInclude', '<alert xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></alert>', 'xml.xinclude'],
    ['UTF-16', '\ufeff', 'xml.encoding'],
    ['an unknown encoding', '<?xml version="1.0" encoding="KOI8-R"?><alert/>', 'xml.encoding'],
    ['depth', '<a>'.repeat(40), 'xml.too-deep'],
    ['a swarm of attributes', `<a ${Array.from({ length: 40 }, (_, i) => `a${i}=""`).join(' ')}/>`, 'xml.too-many'],
    ['JSON', '{"alert":1}', 'xml.not-xml'],
    ['two roots', '<a/><b/>', 'xml.not-xml'],
    ['nothing', '', 'xml.not-xml'],
  ])('refuses %s before anything is read', (_, text, reason) => {
    const bytes = reason === 'xml.encoding' && text === '\ufeff' ? Buffer.from('\ufeff<a/>', 'utf16le') : Buffer.from(text);
    expect(readCap(bytes).errors.map((e) => e.reason)).toEqual([reason]);
  });

  // a real warning in bad form must reach a person: what it calls itself is read even where the document is not
  it.each<[string, Buffer, string]>([
    ['a DOCTYPE before it', bytesOf({ before: '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }), 'Actual'],
    ['a foreign namespace', bytesOf({ version: 'urn:example:other' }), 'Actual'],
    ['its end cut off', bytesOf().subarray(0, 700), 'Actual'],
    ['a broken encoding', Buffer.concat([bytesOf(), Buffer.from([0xff])]), 'Actual'],
    ['another root', Buffer.from('<feed><status>Test</status></feed>'), 'Test'],
    ['an invented status', bytesOf({ version: 'urn:example:other', status: 'Real' }), 'unknown'],
    ['no status at all', Buffer.from('not xml'), 'unknown'],
  ])('knows the status of an alert with %s', (_, bytes, status) => {
    const read = readCap(bytes);
    expect(read.errors.length).toBeGreaterThan(0);
    expect(read.status).toBe(status);
  });

  it.each<[string, Made, string]>([
    ['a missing expires', { infos: infoXml({ expires: '' }) }, 'expires.missing'],
    ['an end before the start', { infos: infoXml({ expires: '2026-07-20T15:00:00+08:00' }) }, 'expires.before-effective'],
    ['a later reference', { msgType: 'Update', references: 'x@y,z,2027-01-01T00:00:00+08:00' }, 'references.later'],
    ['HTML', { infos: infoXml({ headline: '某市气象台发布暴雨红色预警&lt;b&gt;' }) }, 'text.html'],
    ['a stylesheet instruction', { before: '<?xml-stylesheet href="http://127.0.0.1:1/x.xsl"?>' }, 'xml.instruction'],
    ['an empty geocode', { infos: infoXml({ area: areaXml('<circle>34.7,113.7 0</circle><geocode><valueName></valueName><value></value></geocode>') }) }, 'geocode.empty'],
    ['a circle without extent', { infos: infoXml({ area: areaXml('<circle>34.7,113.7 0</circle>') }) }, 'circle.zero'],
    ['a Cancel without info', { msgType: 'Cancel', references: 'x@y,z,2020-01-01T00:00:00+08:00', infos: '' }, 'info.missing'],
    ['an older version', { version: 'urn:oasis:names:tc:emergency:cap:1.1' }, 'cap.older-version'],
  ])('takes %s with a warning', (_, made, reason) => {
    expect(errors(made)).toEqual([]);
    expect(warnings(made)).toContain(reason);
  });

  it('reads ISO-8859-1 and GB18030 by their declaration', () => {
    const latin = alertXml({ infos: infoXml({ headline: 'Avertissement d\u00e9bordement' }).replace(/[\u4e00-\u9fff]+/g, 'x') }).replace('UTF-8', 'ISO-8859-1');
    expect(readCap(Buffer.from(latin, 'latin1')).message?.infos[0]?.headline).toContain('d\u00e9bordement');
    const gb = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GB18030"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><note>'), Buffer.from([0xb1, 0xa9, 0xd3, 0xea]), Buffer.from('</note></alert>')]);
    expect(readCap(gb).message?.note).toBe('暴雨');
  });

  it('refuses non-canonical base64 in a signature', () => {
    const signed = (value: string): Made => ({ after: `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>${value}</SignatureValue></Signature>` });
    expect(errors(signed('lg=='))).toEqual([]);
    expect(errors(signed('lh=='))[0]).toContain('signature.non-canonical-base64');
  });

  it('gives a verdict to whatever comes, never an exception', () => {
    const text = alertXml();
    const mutated = fc.tuple(fc.nat(text.length), fc.nat(30), fc.string()).map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }).map((a) => Buffer.from(a)), mutated.map((t) => Buffer.from(t))), (bytes) => {
      const { errors: found, message } = readCap(bytes);
      expect(found.length > 0 || message !== undefined).toBe(true);
      for (const f of found) expect(f.reason).toMatch(/^[A-Za-z]+\.[a-z0-9-]+$/);
    }), { numRuns: 1000 });
  });
});
