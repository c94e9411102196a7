import type { JsonSchema } from '../schema.js';

type Schemas = Record<string, JsonSchema>;

/** Forms that were widened: the second takes all that the first took. An expression cannot be asked, so each is named here and tested. */
export const WIDENED: readonly (readonly [string, string])[] = [['^\\d{6}(\\d{3}){0,3}$', '^\\d{6}(\\d{3}){0,4}$']];

/**
 * What a reader or a kept event of the old schema would stumble over in the new one: a field that is gone, a new field that is
 * required, another type, a code no longer allowed, a tighter limit. Empty where the change only adds.
 */
export function incompatibilities(before: JsonSchema, after: JsonSchema, was: Schemas, is: Schemas, path = ''): string[] {
  const [a, b] = [resolve(before, was), resolve(after, is)];
  if (a['type'] !== b['type']) return [`${path || '/'}: ${String(a['type'])} became ${String(b['type'])}`];
  const faults = [...missingCodes(a, b, path), ...tighter(a, b, path)];
  if (a['type'] === 'array') return [...faults, ...incompatibilities(itemsOf(a), itemsOf(b), was, is, `${path}/items`)];
  if (a['type'] !== 'object') return faults;
  const [old, now] = [fieldsOf(a), fieldsOf(b)];
  const [required, requiredBefore] = [requiredOf(b), requiredOf(a)];
  for (const name of Object.keys(old)) {
    if (!now[name]) faults.push(`${path}/${name}: is gone`);
    else faults.push(...incompatibilities(old[name]!, now[name], was, is, `${path}/${name}`));
  }
  for (const name of required) if (!requiredBefore.includes(name)) faults.push(`${path}/${name}: became required`);
  for (const name of requiredBefore) if (!required.includes(name)) faults.push(`${path}/${name}: may now be absent`);
  return faults;
}

const resolve = (schema: JsonSchema, schemas: Schemas): JsonSchema => {
  const ref = schema['$ref'];
  return typeof ref === 'string' ? (schemas[ref.split('/').at(-1)!] ?? {}) : schema;
};
const fieldsOf = (s: JsonSchema): Schemas => (s['properties'] ?? {}) as Schemas;
const itemsOf = (s: JsonSchema): JsonSchema => (s['items'] ?? {}) as JsonSchema;
const requiredOf = (s: JsonSchema): string[] => (s['required'] ?? []) as string[];

function missingCodes(a: JsonSchema, b: JsonSchema, path: string): string[] {
  if (!b['enum']) return [];
  const now = b['enum'] as unknown[];
  if (!a['enum']) return [`${path}: is now a closed list`];
  return (a['enum'] as unknown[]).filter((code) => !now.includes(code)).map((code) => `${path}: ${String(code)} is no longer allowed`);
}

function tighter(a: JsonSchema, b: JsonSchema, path: string): string[] {
  const faults: string[] = [];
  for (const [keyword, worse] of [['maxLength', -1], ['maximum', -1], ['maxItems', -1], ['minLength', 1], ['minimum', 1], ['minItems', 1]] as const) {
    if (b[keyword] === undefined) continue;
    const [before, after] = [Number(a[keyword] ?? (worse === -1 ? Infinity : -Infinity)), Number(b[keyword])];
    if (worse === -1 ? after < before : after > before) faults.push(`${path}: ${keyword} went from ${before} to ${after}`);
  }
  if (b['pattern'] !== undefined && a['pattern'] !== b['pattern'] && !WIDENED.some(([was, is]) => was === a['pattern'] && is === b['pattern'])) faults.push(`${path}: the form changed`);
  return faults;
}
