import type { Caller } from '@xunling/contracts';
import type { Directory } from '@xunling/contracts/classes';
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
