import { areaKind, parentOf, type AreaOpened } from '@xunling/contracts';
import type { ImportNote } from '@xunling/contracts/classes';
import { boxesMeet, boxOf, inRing, linesMeet, metresToLine, ringOf, type Datum, type Ring } from '@xunling/geo';
import { Refusal } from '@xunling/platform';
import { openArea, type AreaNode } from './area.js';
import { note, type Row } from './import-notes.js';

/** A node the tree knows, with its line where children are to lie inside it. */
export interface KnownNode extends AreaNode { ring: readonly string[] }
export interface Survey { facts: AreaOpened[]; errors: ImportNote[]; warnings: ImportNote[] }

/** A child may stick out of its parent by this much before it is worth a word: lines of two offices never agree to the metre. */
const TOLERANCE_M = 30;
const MOST_POINTS = 5000;
const ZH: Record<string, string> = {
  'area.kind': '只能新增村（社区）、网格、微网格', 'area.used': '该编码已用过（编码停用后不再启用）', 'area.parent': '上级节点不存在或已停用', 'ring.short': '边界至少三个角点，且首尾相同',
  'ring.open': '边界首尾点应相同', 'ring.outside': '应为经度在前、纬度在后，单位为度，位于中国境内', 'ring.crosses': '边界自相交',
};

/**
 * Decides which nodes of a file may be opened together. A parent may stand in the same file. A child that lies wholly outside its parent is refused,
 * one that sticks out by more than 30 m is doubted and taken.
 * @param known nodes of the tree by code: all codes of the file and all their parents @param may whether the caller is over a code
 */
export function survey(rows: readonly Row[], known: ReadonlyMap<string, KnownNode>, may: (code: string) => boolean, datum: Datum, validFrom: string): Survey {
  const result: Survey = { facts: [], errors: [], warnings: [] };
  const nodes = new Map(known);
  const seen = new Map<string, string>();
  for (const row of [...rows].sort((a, b) => a.code.length - b.code.length)) {
    const faults = formFaults(row);
    const first = seen.get(row.code);
    if (first) faults.push(note(row.path('code'), 'area.twice', `与${first.replace(/^row (\d+)$/, '第$1行')}编码重复`, `the same code as ${first}`));
    else seen.set(row.code, row.path());
    if (faults.length === 0 && !may(row.code)) faults.push(note(row.path('code'), 'access.area', '超出您的管辖区域', 'this lies outside your area'));
    const drawn = faults.length === 0 ? draw(row, nodes, datum, faults) : undefined;
    const parent = nodes.get(parentOf(row.code) ?? '');
    if (drawn && parent) judgeLine(row, ringOf(drawn.ring), ringOf(parent.ring), faults, result.warnings);
    result.errors.push(...faults);
    if (!drawn || faults.length > 0) continue;
    nodes.set(row.code, { code: row.code, closed: false, homeNode: drawn.homeNode, ring: drawn.ring });
    result.facts.push({ code: row.code, name: row.name, nameEn: row.nameEn, datum: 'WGS84', validFrom, ...drawn });
  }
  return result;
}

function formFaults({ path, code, name, nameEn, kind, ring }: Row): ImportNote[] {
  const is = areaKind(code);
  const faults: ImportNote[] = [];
  if (!is) faults.push(note(path('code'), 'code.form', `“${code.slice(0, 40)}”不是12、15或18位编码`, `"${code.slice(0, 40)}" is no code of 12, 15 or 18 digits`));
  else if (kind !== '' && kind !== is) faults.push(note(path('kind'), 'kind.contradicts', `编码${code}是${is}，不是“${kind.slice(0, 40)}”`, `${code} is a ${is}, not "${kind.slice(0, 40)}"`));
  for (const [field, text] of [['name', name], ['nameEn', nameEn]] as const) {
    if (text === '') faults.push(note(path(field), 'name.missing', '缺少名称', 'the name is missing'));
    else if ([...text].length > 120) faults.push(note(path(field), 'name.long', '名称超过120字', 'a name has at most 120 characters'));
  }
  if (ring.length > MOST_POINTS) faults.push(note(path('ring'), 'ring.points', `边界超过${MOST_POINTS}点`, `a ring has at most ${MOST_POINTS} points`));
  return faults;
}

function draw(row: Row, nodes: ReadonlyMap<string, KnownNode>, datum: Datum, faults: ImportNote[]): ReturnType<typeof openArea> | undefined {
  try {
    return openArea({ code: row.code, ring: row.ring, datum }, nodes.get(row.code), nodes.get(parentOf(row.code) ?? ''));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const [error] = problem.body.errors ?? [];
    const reason = error?.reason ?? (problem.code === 'area.unknown' ? 'area.parent' : 'area.used');
    const at = /^ring\[(\d+)\]$/.exec(error?.path ?? '');
    faults.push(note(at ? `${row.path('ring')}, point ${Number(at[1]) + 1}` : row.path('code'), reason, ZH[reason] ?? reason, error?.message ?? problem.body.detail ?? reason));
    return undefined;
  }
}

function judgeLine(row: Row, ring: Ring, parent: Ring, faults: ImportNote[], warnings: ImportNote[]): void {
  const out = ring.filter((p) => !inRing(p, parent));
  if (out.length === 0) return;
  const apart = !boxesMeet(boxOf(ring), boxOf(parent)) || (out.length === ring.length && !linesMeet(parent, ring) && !inRing(parent[0]!, ring));
  if (apart) { faults.push(note(row.path('ring'), 'ring.elsewhere', '整个边界在上级范围之外', 'the ring lies wholly outside its parent')); return; }
  const metres = Math.round(Math.max(...out.map((p) => metresToLine(p, parent))));
  if (metres > TOLERANCE_M) warnings.push(note(row.path('ring'), 'ring.beyond', `超出上级边界${metres}米`, `sticks out of its parent by ${metres} m`));
}
