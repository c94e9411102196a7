import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { alertXml } from '../fixtures.js';
import { readCap } from './read-cap.js';
import { isCanonicalBase64 } from './signature.js';

const signed = (inner: string): string[] => readCap(Buffer.from(alertXml({ after: `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">${inner}</Signature>` }))).errors.map((e) => `${e.reason} ${e.path}`);
const NON_CANONICAL = 'signature.non-canonical-base64';

describe('base64 of a signature', () => {
  it('is what an encoder writes, in lines or not', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(isCanonicalBase64(text)).toBe(true);
      expect(isCanonicalBase64(`\r\n  ${text.replace(/(.{7})/g, '$1\n\t')} `)).toBe(true);
    }));
  });

  it('is never two texts for the same bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), fc.constantFrom(...'ABCxyz019+/=-_. \u00a0*'), (bytes, at, put) => {
      const text = Buffer.from(bytes).toString('base64');
      const i = at % text.length;
      const other = text.slice(0, i) + put + text.slice(i + 1);
      const same = Buffer.from(other, 'base64').equals(Buffer.from(bytes));
      if (same && other !== text) expect(isCanonicalBase64(other)).toBe(false);
    }), { numRuns: 2_000 });
  });

  it.each([['unused bits', 'lh=='], ['no padding', 'lg'], ['too little padding', 'lg='], ['too much', 'bGc==='], ['padding inside', 'lg==lg=='], ['nothing', ' '], ['the alphabet of URLs', '-_-_'], ['a no-break space', 'bGdn\u00a0bGdn'], ['an ideographic space', 'bGdn\u3000bGdn'], ['a stray dot', 'bG.dn']])('is not %s', (_, text) => {
    expect(isCanonicalBase64(text)).toBe(false);
  });
});

describe('a signed alert', () => {
  const DIGEST = Buffer.alloc(32, 7).toString('base64');
  it.each(['SignatureValue', 'X509Certificate'])('is refused where <%s> is not strict base64', (name) => {
    expect(signed(`<${name}>lg==</${name}>`)).toEqual([]);
    expect(signed(`<${name}>lh==</${name}>`)).toEqual([`${NON_CANONICAL} /alert/Signature[1]/${name}[1]`]);
  });

  it('is refused where a digest is not, however deep it stands, and where an element splits it', () => {
    const info = (value: string): string => `<SignedInfo><Reference><DigestValue>${value}</DigestValue></Reference></SignedInfo>`;
    expect(signed(info(DIGEST))).toEqual([]);
    expect(signed(info(DIGEST.replace(/.=$/, 'd=')))).toEqual([expect.stringMatching(/^signature.non-canonical-base64 .*DigestValue/)]);
    expect(signed(info(`${DIGEST.slice(0, 8)}<x/>${DIGEST.slice(8)}`))).toEqual([expect.stringContaining(NON_CANONICAL)]);
    expect(signed('<DigestValue>?</DigestValue>'.repeat(100))).toHaveLength(20);
  });
});
