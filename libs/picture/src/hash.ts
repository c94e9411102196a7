import type { Picture } from './picture.js';
import { sha256 } from './sha256.js';

/** JSON with the keys of every object sorted: one text for one value, however it was built. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  return objectText(value as Record<string, unknown>, canonical);
}

function objectText(object: Record<string, unknown>, of: (value: unknown, key: string) => string): string {
  let text = '';
  for (const key of Object.keys(object).sort()) if (object[key] !== undefined) text += `${text && ','}${JSON.stringify(key)}:${of(object[key], key)}`;
  return `{${text}}`;
}

/** What the picture holds by the thousand. The fold replaces these entries and never edits one, so an entry's text is made once. */
const MANY: ReadonlySet<string> = new Set<keyof Picture>(['areas', 'names', 'sites', 'warnings', 'orders', 'measures']);
const texts = new WeakMap<object, string>();

function entryText(entry: unknown): string {
  const known = texts.get(entry as object);
  if (known !== undefined) return known;
  const text = canonical(entry);
  texts.set(entry as object, text);
  return text;
}

/** The canonical text of a picture; what has not changed since it was last asked for is not written again. */
export const pictureText = (picture: Picture): string =>
  objectText(picture as unknown as Record<string, unknown>, (value, key) => (MANY.has(key) ? objectText(value as Record<string, unknown>, entryText) : canonical(value)));

/** sha-256 (hex) of the canonical picture; two readers that folded the same events have the same. */
export const hashPicture = (picture: Picture): string => sha256(pictureText(picture));
