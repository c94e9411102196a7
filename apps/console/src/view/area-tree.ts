import { areaKind, ROUTES } from '@xunling/contracts';
import type { Picture } from '@xunling/picture';
import type { GrantLike } from './person.js';

/** One line of the area tree as it stands on screen. */
export interface TreeRow { code: string; depth: number; open: boolean; leaf: boolean; closed: boolean; below: number }

/** True where a grant lets its holder call the operation over the area; the server decides, this only hides what would be refused. */
export function mayCall(grants: readonly GrantLike[], operation: keyof typeof ROUTES, area: string): boolean {
  const roles: readonly string[] = ROUTES[operation].roles;
  return grants.some((g) => (roles.includes('*') || roles.includes(g.role)) && area.startsWith(g.area));
}

/** Lines to show from a root: what lies below an opened node, by code. Closed nodes only where asked for. */
export function treeRows(areas: Picture['areas'], root: string, opened: ReadonlySet<string>, withClosed: boolean): TreeRow[] {
  const below = new Map<string, string[]>();
  for (const [code, area] of Object.entries(areas)) {
    if (code.length <= root.length || !code.startsWith(root) || (area.closed && !withClosed)) continue;
    const parent = code.slice(0, -3);
    below.set(parent, [...(below.get(parent) ?? []), code]);
  }
  const rows: TreeRow[] = [];
  const walk = (code: string, depth: number): void => {
    const children = below.get(code)?.sort() ?? [];
    const open = opened.has(code) && children.length > 0;
    rows.push({ code, depth, open, leaf: children.length === 0, closed: areas[code]?.closed === true, below: children.length });
    if (open) for (const child of children) walk(child, depth + 1);
  };
  walk(root, 0);
  return rows;
}

/** The next free code below a node: one after the greatest that was ever used, so that no closed code comes back. */
export function nextCode(areas: Picture['areas'], parent: string): string | undefined {
  const used = Object.keys(areas).filter((code) => code.length === parent.length + 3 && code.startsWith(parent)).map((code) => Number(code.slice(-3)));
  const next = used.length === 0 ? 1 : Math.max(...used) + 1;
  return next <= 999 && areaKind(`${parent}001`) !== undefined ? `${parent}${String(next).padStart(3, '0')}` : undefined;
}

/** What a typed outline says: one "lon lat" per line or apart by `;`, closed where its writer left that out. */
export function outlineOf(text: string): string[] {
  const points = text.split(/[;\n]/).map((p) => p.trim().replace(/[\s,]+/g, ' ')).filter((p) => p !== '');
  return points.length > 2 && points[0] !== points.at(-1) ? [...points, points[0]!] : points;
}

/** `2026-08-01T08:00` as typed in Beijing, as an instant; undefined where nothing was typed. */
export const instantOf = (typed: string): string | undefined => (typed === '' ? undefined : new Date(`${typed}:00+08:00`).toISOString());
