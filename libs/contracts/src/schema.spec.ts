import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { allEvents, schemaOf, validateEventData, type JsonSchema } from './classes.js';

/** Class-validator's verdict as the door applies it: unknown members are refused. */
const classVerdict = (cls: new () => object, data: object): boolean =>
  validateSync(plainToInstance(cls, data), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }).length === 0;

type Arb = fc.Arbitrary<unknown>;
const oddString = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('', '汛令', '⚠️⚠️', '2026-02-30T10:00:00Z', '41017', '410171561001001'));
const oddValue: Arb = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), oddString, fc.constant([]), fc.constant({}), fc.constant([[]]), fc.constant([null]), fc.constant([{}]), fc.constant([[{}]]));

/** Data that mostly fits a generated schema. */
function fitting(schema: JsonSchema, root: JsonSchema): Arb {
  const ref = schema['$ref'] as string | undefined;
  if (ref) return fitting((root['$defs'] as Record<string, JsonSchema>)[ref.slice('#/$defs/'.length)]!, root);
  if (schema['enum']) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema['type']) {
    case 'string': {
      if (String(schema['pattern']).startsWith('^[0-9a-f]{8}-')) return fc.uuid();
      if (schema['pattern']) return fc.stringMatching(new RegExp(schema['pattern'] as string));
      const [min, max] = [(schema['minLength'] as number | undefined) ?? 0, Math.min((schema['maxLength'] as number | undefined) ?? 40, 400)];
      return fc.oneof({ weight: 20, arbitrary: fc.string({ minLength: min, maxLength: Math.min(max, min + 30) }) }, fc.string({ unit: fc.constantFrom('a', '汛', '⚠️', '👷🏽'), minLength: max, maxLength: max }));
    }
    case 'integer': return fc.integer({ min: (schema['minimum'] as number | undefined) ?? 0, max: Math.min((schema['maximum'] as number | undefined) ?? 1e6, 2 ** 31 - 1) });
    case 'number': return fc.double({ min: schema['minimum'] as number, max: schema['maximum'] as number, noNaN: true });
    case 'boolean': return fc.boolean();
    case 'array': return fc.array(fitting(schema['items'] as JsonSchema, root), { minLength: (schema['minItems'] as number | undefined) ?? 0, maxLength: 4 });
    default: {
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
      return fc.record(Object.fromEntries(properties.map(([name, s]) => [name, fitting(s, root)])), { requiredKeys: (schema['required'] as string[] | undefined) ?? [] });
    }
  }
}

/** One member replaced, removed or added, at any depth. */
const spoilt = (whole: Arb): Arb => fc.tuple(whole, fc.nat(), fc.nat(), oddValue, fc.nat(3)).map(([data, where, index, value, how]) => spoil(structuredClone(data), where, index, value, how));
function spoil(data: unknown, where: number, index: number, value: unknown, how: number): unknown {
  if (typeof data !== 'object' || data === null) return value;
  const keys = Object.keys(data);
  const record = data as Record<string, unknown>;
  const key = keys[index % Math.max(keys.length, 1)];
  if (key === undefined || how === 3) { if (!Array.isArray(data)) record['unknownMember'] = value; return data; }
  if (how === 2 && !Array.isArray(data)) { delete record[key]; return data; }
  record[key] = how === 1 ? spoil(record[key], where, where, value, where % 4) : value;
  return data;
}

describe('the schema of an event class', () => {
  const events = [...new Map(allEvents().map((event) => [event.data, event])).values()];

  it.each(events.map((event) => [event.type, event] as const))('gives %s the same verdict as the class', (type, event) => {
    const schema = schemaOf(event.data);
    const good = fitting(schema, schema);
    fc.assert(fc.property(fc.oneof(good, spoilt(good), spoilt(spoilt(good))), (data) => {
      const faults = validateEventData(type, data);
      expect({ data, holds: faults.length === 0 }).toEqual({ data, holds: classVerdict(event.data as new () => object, data as object) });
    }), { numRuns: 40 });
  });

  it('accepts most data that is made to fit, so that the verdicts above are not all refusals', () => {
    // what a type asks beyond its schema leaves one in eight of some: fifteen that all fail came once in nine runs
    const fits = (type: string, good: Arb, tries = 40): boolean => tries > 0 && (fc.sample(good, 15).some((d) => validateEventData(type, d).length === 0) || fits(type, good, tries - 1));
    const accepted = events.filter(({ type, data }) => { const schema = schemaOf(data); return fits(type, fitting(schema, schema)); });
    expect(accepted.map((e) => e.type)).toEqual(events.map((e) => e.type));
  });

  it('closes every object', () => {
    for (const { data } of events) {
      const schema = schemaOf(data);
      for (const s of [schema, ...Object.values((schema['$defs'] ?? {}) as Record<string, JsonSchema>)]) expect(s['additionalProperties']).toBe(false);
    }
  });

  it('names the path and the reason of a fault', () => {
    expect(validateEventData('command.body.erased.v1', { eventId: 'x', by: 'nobody', reason: 'r' })).toEqual([{ path: '/by', reason: 'pattern', message: expect.any(String) }]);
    expect(validateEventData('command.nothing.happened.v1', {})[0]?.reason).toBe('unknown-type');
  });
});
