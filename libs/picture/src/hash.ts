import type { Picture } from './picture.js';
import { sha256 } from './sha256.js';

/** JSON with the keys of every object sorted: one text for one value, however it was built. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const object = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of Object.keys(object).sort()) if (object[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${parts.join(',')}}`;
}

/** sha-256 (hex) of the canonical picture; two readers that folded the same events have the same. */
export const hashPicture = (picture: Picture): string => sha256(canonical(picture));
