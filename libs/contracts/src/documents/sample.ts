import type { JsonSchema } from '../schema.js';

/** Strings tried, in order, for a field that asks for a form. */
const STRINGS = [
  '018f0000-0000-7000-8000-000000000001', '410171561', '2026-07-20T08:00:00+08:00', 'a'.repeat(64), '561', 'UABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVW', 'feed-demo', 'grid', '1', 'RAINSTORM', '410171561901001', '410171', '113.70000 34.65000', '08:00', '0.5', 'RED', 'deputy',
];

/** A value that fits a schema, always the same: every field present, lists of one. */
export function sampleOf(schema: JsonSchema, defs: Record<string, JsonSchema>, name = 'value'): unknown {
  const ref = schema['$ref'];
  if (typeof ref === 'string') return sampleOf(defs[ref.split('/').at(-1)!]!, defs, name);
  const options = schema['enum'] as unknown[] | undefined;
  if (options) return options[0];
  const either = schema['anyOf'] as JsonSchema[] | undefined;
  if (either) return sampleOf(either[0]!, defs, name);
  switch (schema['type']) {
    case 'object': return Object.fromEntries(Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([key, s]) => [key, sampleOf(s, defs, key)]));
    case 'array': return [sampleOf((schema['items'] ?? {}) as JsonSchema, defs, name)];
    case 'integer': return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'number': return Math.max(Number(schema['minimum'] ?? 0), Math.min(1.5, Number(schema['maximum'] ?? 1.5)));
    case 'boolean': return false;
    case 'string': return stringFor(schema, name);
    default: return {};
  }
}

function stringFor(schema: JsonSchema, name: string): string {
  const form = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern']) : undefined;
  const min = Number(schema['minLength'] ?? 0);
  const max = Number(schema['maxLength'] ?? Infinity);
  const plain = name.padEnd(min, '.').slice(0, max);
  const found = form ? STRINGS.find((s) => form.test(s) && s.length >= min && s.length <= max) : plain;
  if (found === undefined) throw new Error(`no sample string fits ${String(schema['pattern'])} (${name}); add one to STRINGS`);
  return found;
}
