/** Control characters, NUL among them: no column of ours takes one, and the board's batches are cut at one. */
const CONTROL = /\p{Cc}/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TYPE = /^[a-z]+\.[a-z-]+\.[a-z-]+\.v[1-9]\d{0,3}$/;
/** The longest text an index of ours takes is 2,700 bytes; no aggregate's name comes near. */
const MOST = 400;
const MOST_VERSION = 2 ** 31 - 1;

const isText = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= MOST && !CONTROL.test(value);
const isUuid = (value: unknown): boolean => typeof value === 'string' && UUID.test(value);
const isForm = (form: RegExp) => (value: unknown): boolean => typeof value === 'string' && form.test(value);
const isWhole = (most: number) => (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;

/** What each field by which an envelope is kept, ordered and found has to be. */
const FIELDS: Record<string, (value: unknown) => boolean> = {
  id: isUuid, type: isForm(TYPE), subject: isText, source: isForm(/^[a-z]+@[a-z0-9]+$/), street: isForm(/^\d{3}$/), version: isWhole(MOST_VERSION),
  time: (value) => isText(value) && Number.isFinite(Date.parse(value as string)), correlationid: isText, incidentid: (value) => value === undefined || isUuid(value),
  originseq: isWhole(Number.MAX_SAFE_INTEGER), prevhash: isForm(/^[0-9a-f]{64}$/), hash: isForm(/^[0-9a-f]{64}$/),
};

/** Names the fields by which a parsed message cannot be an event, its data apart; undefined where it is one. */
export function envelopeFault(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'not an event envelope';
  const bad = Object.entries(FIELDS).filter(([name, holds]) => !holds((value as Record<string, unknown>)[name])).map(([name]) => name);
  return bad.length > 0 ? `not an event envelope: ${bad.join(', ')}` : undefined;
}

/** A field of a message that may be no event, where it can be kept under its own name. */
export const fieldOf = (value: unknown, name: 'id' | 'type'): string | undefined => {
  const field: unknown = (value as Record<string, unknown> | null | undefined)?.[name];
  return FIELDS[name]!(field) ? (field as string) : undefined;
};

/** NUL, and half of a surrogate pair: JSON carries both, PostgreSQL keeps neither as text or jsonb. */
const UNKEPT = /\0|\p{Cs}/gu;

/** Paths of the texts and keys within a value that cannot be kept. */
export function pathsOfUnkept(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.search(UNKEPT) >= 0 ? [path] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const shown = key.replace(UNKEPT, '\uFFFD');
    const at = path ? `${path}.${shown}` : shown;
    return shown === key ? pathsOfUnkept(part, at) : [at];
  });
}
