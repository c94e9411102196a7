import { describe, expect, it } from 'vitest';
import { brokenEvents } from './broken-events.js';
import { asyncApi } from './asyncapi.js';
import { incompatibilities, WIDENED } from './compatible.js';
import '../classes.js';
import type { JsonSchema } from '../schema.js';

const object = (properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema => ({ type: 'object', properties, required });
const text: JsonSchema = { type: 'string' };
const change = (before: JsonSchema, after: JsonSchema): string[] => incompatibilities(before, after, {}, {});

describe('a change of a published event', () => {
  it('may add an optional field', () => expect(change(object({ a: text }, ['a']), object({ a: text, b: text }, ['a']))).toEqual([]));
  it('may widen a code list and a limit', () => expect(change({ type: 'string', enum: ['A'] }, { type: 'string', enum: ['A', 'B'] })).toEqual([]));
  it('may widen a form, where that is named', () => {
    const codes = ['410171', '410171561', '410171561901', '410171561901001'];
    for (const [was, is] of WIDENED) {
      expect(change({ type: 'string', pattern: was }, { type: 'string', pattern: is })).toEqual([]);
      expect(change({ type: 'string', pattern: is }, { type: 'string', pattern: was })).toEqual([': the form changed']);
      expect(codes.map((code) => [new RegExp(was).test(code), new RegExp(is).test(code)])).toEqual(codes.map(() => [true, true]));
    }
  });
  it.each([
    ['drops a field', object({ a: text, b: text }), object({ a: text }), '/b: is gone'],
    ['asks for a new field', object({ a: text }), object({ a: text, b: text }, ['b']), '/b: became required'],
    ['lets a field be absent', object({ a: text }, ['a']), object({ a: text }), '/a: may now be absent'],
    ['changes a type', object({ a: text }), object({ a: { type: 'integer' } }), '/a: string became integer'],
    ['narrows a code list', object({ a: { type: 'string', enum: ['A', 'B'] } }), object({ a: { type: 'string', enum: ['A'] } }), '/a: B is no longer allowed'],
    ['tightens a limit', object({ a: { type: 'string', maxLength: 9 } }), object({ a: { type: 'string', maxLength: 5 } }), '/a: maxLength went from 9 to 5'],
    ['changes a form', object({ a: { type: 'string', pattern: '^a$' } }), object({ a: { type: 'string', pattern: '^b$' } }), '/a: the form changed'],
  ])('is named where it %s', (_, before, after, fault) => expect(change(before, after)).toEqual([fault]));

  it('is found in the documents by type, a vanished type too', () => {
    const before = JSON.parse(JSON.stringify(asyncApi())) as Record<string, any>;
    expect(brokenEvents(before, asyncApi())).toEqual([]);
    before['components'].schemas.OrderWithdrawn.properties.formerField = text;
    before['components'].messages['command.former.event.v1'] = before['components'].messages['command.order.withdrawn.v1'];
    expect(brokenEvents(before, asyncApi())).toEqual(expect.arrayContaining([
      'command.order.withdrawn.v1: /formerField: is gone; make it a new major version',
      'command.former.event.v1 is gone; kept events of it could no longer be read',
    ]));
  });
});
