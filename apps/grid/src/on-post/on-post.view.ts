import { pageOf, positionOf, viewOfRow, withinAny, type Page } from '@xunling/addressee';
import { FORCES } from '@xunling/contracts';
import type { ListStationsInput, OnPostBoard, OnPostCell, PresenceView, ReliefPage, ReliefView, StationView, StationWithPresence } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { HELD_POST } from '../post/post.store.js';

const LENGTH: Record<string, number> = { street: 9, community: 12, grid: 15 };
const FIGURES = ['required', 'present', 'offPost', 'unproven', 'left', 'absent', 'expected', 'late'] as const;
/** What a station is at an instant; the same as the rule `onPost`. */
const stateAt = (now: string): string => `case when s.presence_id is not null then case s.proof when 'inside' then 'present' when 'outside' then 'off-post' else 'unproven' end
  when s.last_until >= s.since then 'left' when s.due_at <= ${now} then 'absent' else 'expected' end`;

type Counted = OnPostCell & { area: string };
const cellOf = (force: string): OnPostCell => ({ force, ...Object.fromEntries(FIGURES.map((f) => [f, 0])) }) as unknown as OnPostCell;
const add = (a: OnPostCell, b: OnPostCell): OnPostCell => ({ force: a.force, ...Object.fromEntries(FIGURES.map((f) => [f, a[f] + b[f]])) }) as unknown as OnPostCell;

/** Per area of the level and force, how many must be there and how they stand; one grouped read. */
export function boardQuery(areas: readonly string[], level: string | undefined, at: Date): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [at];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const shortest = Math.min(...areas.map((a) => a.length));
  const length = level ? LENGTH[level]! : Math.min(15, shortest + 3);
  const count = (name: string, state: string): string => `count(*) filter (where state = '${state}')::int as "${name}"`;
  const sql = `select substr(area, 1, ${length}) as area, force, count(*)::int as required, ${count('present', 'present')}, ${count('offPost', 'off-post')}, ${count('unproven', 'unproven')}, ${count('left', 'left')},
      ${count('absent', 'absent')}, ${count('expected', 'expected')}, count(*) filter (where first_late)::int as late
    from (select s.area, s.force, s.first_late, ${stateAt('$1')} as state from station s where s.required and ${withinAny('s.area', areas, bind)}) x group by 1, 2 order by 1`;
  return { sql, parameters };
}

export async function readBoard(em: EntityManager, areas: readonly string[], level: string | undefined, at: Date): Promise<OnPostBoard> {
  const { sql, parameters } = boardQuery(areas, level, at);
  const counted = (await em.query(sql, parameters)) as Counted[];
  const rows = new Map<string, OnPostCell[]>();
  for (const { area, ...cell } of counted) rows.set(area, [...(rows.get(area) ?? []), cell]);
  const inOrder = (cells: readonly OnPostCell[]): OnPostCell[] => FORCES.map((force) => cells.filter((c) => c.force === force).reduce(add, cellOf(force)));
  return {
    at: at.toISOString(), total: inOrder(counted.map(({ area: _a, ...cell }) => cell)), rows: [...rows].map(([area, cells]) => ({ area, cells: inOrder(cells) })),
    first: await firstOnPost(em, areas), handedBack: await handedBack(em, areas),
  };
}

async function firstOnPost(em: EntityManager, areas: readonly string[]): Promise<OnPostBoard['first']> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const share = (p: number): string => `round(percentile_cont(${p}) within group (order by extract(epoch from greatest(first_at - since, interval '0'))))::int`;
  return em.query(
    `select force, count(*)::int as n, ${share(0.5)} as p50, ${share(0.95)} as p95 from station s where required and first_at is not null and ${withinAny('s.area', areas, bind)} group by force order by array_position(array['${FORCES.join("','")}'], force)`, parameters);
}

async function handedBack(em: EntityManager, areas: readonly string[]): Promise<number> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const [row]: { n: number }[] = await em.query(`select count(*)::int as n from duty where state = 'handed-back' and ${withinAny('area', areas, bind)}`, parameters);
  return row!.n;
}

interface Row {
  no: string; id: string; area: string; force: string; postId: string; postName: string | null; postNameEn: string | null; holderId: string | null; deputyId: string | null; dutyId: string; state: string; since: Date; dueAt: Date; firstAt: Date | null;
  late: boolean; offeredTo: string | null; presenceId: string | null; presentBy: string | null; presentFrom: Date | null; proof: string | null; distanceM: number | null; presentLate: boolean | null;
}
const SELECT = `s.no::text as no, s.id, s.area, s.force, s.post_id as "postId", p.name as "postName", p.name_en as "postNameEn", d.holder_id as "holderId", d.deputy_id as "deputyId", s.duty_id as "dutyId", s.since, s.due_at as "dueAt",
  s.first_at as "firstAt", s.first_late as late, s.offered_to as "offeredTo", s.presence_id as "presenceId", s.present_by as "presentBy", s.present_from as "presentFrom", s.proof, s.distance_m as "distanceM", s.present_late as "presentLate"`;

/** `person`: only stations they are named for, present at or offered, wherever those are. */
type StationQuery = Omit<ListStationsInput, 'area' | 'mine'> & { areas?: readonly string[]; person?: string };
/** The statement behind the list, so that a test can ask the planner about it. */
export function stationQuery({ areas, force, state, person, cursor }: StationQuery, at: Date, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [at];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['s.required', `s.no > ${bind(positionOf(cursor))}`];
  if (areas) where.push(withinAny('s.area', areas, bind));
  if (force) where.push(`s.force = ${bind(force)}`);
  if (state === 'late') where.push('s.first_late');
  else if (state) where.push(`${stateAt('$1')} = ${bind(state)}`);
  if (person) {
    const me = bind(person);
    where.push(`(s.present_by = ${me} or s.offered_to = ${me} or exists (select from duty o where o.id = s.duty_id and ${me} in (o.holder_id, o.deputy_id)) or exists (select from holding h where h.post_id = s.post_id and h.until is null and ${me} in (h.holder_id, h.deputy_id)))`);
  }
  const page = `select s.* from station s where ${where.join(' and ')} order by s.no limit ${rows}`;
  return { sql: `select ${SELECT}, ${stateAt('$1')} as state from (${page}) s left join duty d on d.id = s.duty_id left join post p on p.id = s.post_id order by s.no`, parameters };
}

function shown({ presenceId, presentBy, presentFrom, proof, distanceM, presentLate, since, dueAt, firstAt, postName, postNameEn, ...r }: Row): StationView {
  return viewOfRow<StationView>({
    ...r, postName: postName ?? r.postId, postNameEn: postNameEn ?? r.postId, since: since.toISOString(), dueAt: dueAt.toISOString(), firstAt: firstAt?.toISOString() ?? null,
    present: presenceId ? { id: presenceId, by: presentBy!, from: presentFrom!.toISOString(), proof: proof!, late: presentLate!, ...(distanceM === null ? {} : { distanceM }) } : null,
  } as { no: string });
}

export async function listStations(em: EntityManager, query: StationQuery, at: Date): Promise<Page<StationView>> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = stationQuery(query, at, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, shown);
}

/** One station with its newest 200 intervals. @throws Refusal unknown.id */
export async function getStation(em: EntityManager, id: string, at: Date): Promise<StationWithPresence> {
  const [row]: Row[] = await em.query(`select ${SELECT}, ${stateAt('$2')} as state from station s left join duty d on d.id = s.duty_id left join post p on p.id = s.post_id where s.id = $1`, [id, at]);
  if (!row) throw new Refusal('unknown.id');
  const intervals: (Omit<PresenceView, 'from' | 'until'> & { no: string; from: Date; until: Date | null })[] = await em.query(
    `select no::text as no, id, by, begun as "from", until, proof, distance_m as "distanceM", late, ended, relieved_by as "relievedBy" from presence where station_id = $1 order by presence.no desc limit 200`, [id]);
  return { ...shown(row), intervals: intervals.map((i) => viewOfRow<PresenceView>({ ...i, from: i.from.toISOString(), until: i.until?.toISOString() ?? null } as { no: string })) };
}

/** Who may be offered the place: people on posts of its street but who is there, of its force and nearest to it first. */
export async function reliefsFor(em: EntityManager, { area, force, presentBy }: { area: string; force: string; presentBy?: string | undefined }): Promise<ReliefPage> {
  const items: (Omit<ReliefView, 'force'> & { force: string | null })[] = await em.query(
    `select "userId", force, "postName", "postNameEn" from (
       select distinct on (who) who as "userId", p.force, n.name as "postName", n.name_en as "postNameEn", p.force is distinct from $2 as other, left(p.area, 12) <> left($1, 12) as far, n.no
       from ${HELD_POST} p join post n on n.id = p.id cross join lateral unnest(array[holder_id, deputy_id]) who
       where who is not null and who is distinct from $3::uuid and p.area like left($1, 9) || '%' order by who, p.force is distinct from $2, left(p.area, 12) <> left($1, 12), n.no) x
     order by other, far, no limit 500`, [area, force, presentBy ?? null]);
  return { items: items.map(({ force: of, ...r }) => ({ ...r, ...(of ? { force: of } : {}) })) };
}
