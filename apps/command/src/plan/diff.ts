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

/** Items kept as they are, as pairs of positions: the longest such run in both lists. */
function anchors(a: readonly unknown[], b: readonly unknown[]): [number, number][] {
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const alike = a.map((x) => b.map((y) => same(x, y)));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) best[i]![j] = alike[i]![j] ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
  const kept: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (alike[i]![j]) kept.push([i++, j++]);
    else if (best[i + 1]![j]! >= best[i]![j + 1]!) i++;
    else j++;
  }
  return kept;
}

/** Between two kept items what was there and what is there now are compared pair by pair; the rest was taken out or put in. */
function lists(a: readonly unknown[], b: readonly unknown[], at: string): Change[] {
  const [removed, added, changed]: [Change[], Change[], Change[]] = [[], [], []];
  let [i, j] = [0, 0];
  for (const [keptA, keptB] of [...anchors(a, b), [a.length, b.length] as const]) {
    for (; i < keptA && j < keptB; i++, j++) changed.push(...differ(a[i], b[j], at + step(j)));
    for (; i < keptA; i++) removed.unshift({ kind: 'removed', pointer: at + step(i), old: a[i] });
    for (; j < keptB; j++) added.push({ kind: 'added', pointer: at + step(j), new: b[j] });
    [i, j] = [keptA + 1, keptB + 1];
  }
  // removed from the back, so that no position moves before it is used; then what is new falls into its place
  return [...removed, ...added, ...changed];
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
