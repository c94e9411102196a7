import { describe, expect, it } from 'vitest';
import { envelopeFault, fieldOf, pathsOfUnkept } from './envelope-fault.js';

const ID = '018f0000-0000-7000-8000-000000000001';
const good = {
  specversion: '1.0', id: ID, source: 'grid@e561', type: 'grid.body.found-safe.v1', subject: 'thing/汛', time: '2026-07-20T08:00:00.000Z', datacontenttype: 'application/json', version: 1,
  actor: 'system:grid', correlationid: ID, mode: 'live', street: '561', datahash: '', datasalt: '', originseq: 1, prevhash: '0'.repeat(64), hash: 'a'.repeat(64), data: null,
};

describe('what can be kept as an event', () => {
  it('is an envelope with every field by which it is kept, ordered and found', () => {
    expect(envelopeFault(good)).toBeUndefined();
    expect(envelopeFault({ ...good, incidentid: ID })).toBeUndefined();
  });

  it.each([
    ['id', 'no-id'], ['id', ID.toUpperCase()], ['id', { toString: 1 }], ['type', 'grid'], ['type', `grid.${'\0'}.b.v1`], ['subject', ''], ['subject', undefined], ['subject', 'a\0'], ['subject', 'a\x1eb'],
    ['subject', 'x'.repeat(401)], ['source', 'grid'], ['street', '56'], ['street', 561], ['version', 0], ['version', 1.5], ['version', 2 ** 31], ['version', '1'], ['time', 'soon'], ['correlationid', null],
    ['incidentid', 'none'], ['incidentid', null], ['originseq', 2 ** 60], ['prevhash', 'A'.repeat(64)], ['hash', 'a'.repeat(65)],
  ])('not one whose %s is %j', (name, value) => {
    expect(envelopeFault({ ...good, [name]: value })).toBe(`not an event envelope: ${name}`);
  });

  it.each([[undefined], [null], [7], ['text'], [[good]]])('nor %j', (value) => { expect(envelopeFault(value)).toBe('not an event envelope'); });

  it('is called by its own id and type where these can be kept', () => {
    expect([fieldOf(good, 'id'), fieldOf(good, 'type')]).toEqual([ID, good.type]);
    expect([fieldOf({ id: 'x', type: 7 }, 'id'), fieldOf({ type: 7 }, 'type'), fieldOf(null, 'id')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('what no table keeps, NUL and half of a surrogate pair,', () => {
  it('is found in texts and keys at any depth, by path', () => {
    expect(pathsOfUnkept({ a: 'x\0', b: ['y', { c: '\ud83d' }], 'd\0e': 1, f: 1, g: null })).toEqual(['a', 'b.1.c', 'd\uFFFDe']);
    expect(pathsOfUnkept({ a: '\\u0000', b: '🌊\n' })).toEqual([]);
  });
});
