export interface Change { kind: 'added' | 'removed' | 'changed'; pointer: string; old?: unknown; new?: unknown }

type Json = Record<string, unknown>;
const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);
const step = (key: string | number): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
/** Equal as JSON; the order of keys says nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (isObject(a) && isObject(b)) return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((k) => Object.hasOwn(b, k) && same(a[k], b[k]));
  return a === b;
}

function lists(a: readonly unknown[], b: readonly unknown[], at: string): Change[] {
  let head = 0;
  while (head < Math.min(a.length, b.length) && same(a[head], b[head])) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && same(a[a.length - 1 - tail], b[b.length - 1 - tail])) tail++;
  // what lies between the common ends is compared pair by pair; the rest was put in or taken out
  const [olds, news] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const pairs = Math.min(olds.length, news.length);
  const changed = olds.slice(0, pairs).flatMap((old, i) => differ(old, news[i], at + step(head + i)));
  const removed = olds.slice(pairs).map((old, i): Change => ({ kind: 'removed', pointer: at + step(head + pairs + i), old })).reverse();
  const added = news.slice(pairs).map((value, i): Change => ({ kind: 'added', pointer: at + step(head + pairs + i), new: value }));
  return [...changed, ...removed, ...added];
}

function differ(a: unknown, b: unknown, at: string): Change[] {
  if (same(a, b)) return [];
  if (Array.isArray(a) && Array.isArray(b)) return lists(a, b, at);
  if (!isObject(a) || !isObject(b)) return [{ kind: 'changed', pointer: at, old: a, new: b }];
  // the database keeps no order of keys: theirs is by name
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((key): Change[] => {
    if (!Object.hasOwn(b, key)) return [{ kind: 'removed', pointer: at + step(key), old: a[key] }];
    if (!Object.hasOwn(a, key)) return [{ kind: 'added', pointer: at + step(key), new: b[key] }];
    return differ(a[key], b[key], at + step(key));
  });
}

/** Field-by-field difference of two JSON documents. Applied in order, it turns the first into the second. */
export const diff = (a: unknown, b: unknown): Change[] => differ(a, b, '');

const keysOf = (pointer: string): string[] => pointer.split('/').slice(1).map((k) => k.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The document after the changes; the given one stays as it is. */
export function applyDiff(document: unknown, changes: readonly Change[]): unknown {
  const root = { whole: structuredClone(document) as unknown };
  for (const { kind, pointer, new: value } of changes) {
    const keys = ['whole', ...keysOf(pointer)];
    const last = keys.pop()!;
    const parent = keys.reduce<unknown>((node, key) => (node as Json)[key], root) as Json;
    if (kind === 'changed') parent[last] = structuredClone(value);
    else if (Array.isArray(parent)) parent.splice(Number(last), kind === 'removed' ? 1 : 0, ...(kind === 'added' ? [structuredClone(value)] : []));
    else if (kind === 'removed') delete parent[last];
    else parent[last] = structuredClone(value);
  }
  return root.whole;
}
