import type { Caller } from '@xunling/contracts';
import type { Directory, PeopleFound } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

interface Row { id: string; name: string; areas: string[] }

/** Names of people by id. Whole where an area of theirs and one of the caller's contain each other, else the surname only. */
export async function readDirectory(em: EntityManager, ids: readonly string[], caller: Caller): Promise<Directory> {
  const rows = await em.query<Row[]>(
    `select a.id, a.name, coalesce(array_agg(distinct g.area) filter (where g.area is not null), '{}') as areas
     from account a left join held_grant g on g.user_id = a.id and g.revoked_at is null where a.id = any($1::uuid[]) group by a.id, a.name order by a.id`, [ids]);
  return { items: rows.map((row) => entry(row, caller)) };
}

function entry({ id, name, areas }: Row, caller: Caller): Directory['items'][number] {
  const near = id === caller.userId || areas.some((area) => caller.grants.some((g) => area.startsWith(g.area) || g.area.startsWith(area)));
  return { id, name: near ? name : `${[...name][0] ?? ''}**`, masked: !near };
}

/** Open accounts by words of name or user name, where an area of theirs and one of these contain each other; an administrator of the zone finds those without any grant too. */
export async function findPeople(em: EntityManager, words: string, areas: readonly string[], ungranted: boolean, at: Date): Promise<PeopleFound> {
  const items = await em.query<PeopleFound['items']>(
    `select a.id, a.username, a.name from account a where a.closed_at is null and (strpos(a.username, $1) > 0 or strpos(a.name, $1) > 0)
       and (exists (select from held_grant g cross join unnest($2::text[]) s(area) where g.user_id = a.id and g.revoked_at is null and g.from_at <= $4 and (g.to_at is null or g.to_at > $4) and (starts_with(g.area, s.area) or starts_with(s.area, g.area)))
         or ($3 and not exists (select from held_grant g where g.user_id = a.id and g.revoked_at is null)))
     order by a.username limit 20`, [words, areas, ungranted, at]);
  return { items };
}
