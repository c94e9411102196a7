import { createHash } from 'node:crypto';

const sorted = (x: unknown): unknown =>
  Array.isArray(x) ? x.map(sorted) : typeof x === 'object' && x !== null ? Object.fromEntries(Object.entries(x).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)])) : x;

/** SHA-256 (hex) over JSON with sorted keys: jsonb does not keep their order. */
export const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(sorted(value))).digest('hex');
