import { streetOf, type Caller } from '@xunling/contracts';
import { ConflictOpened } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { contradicts, superiorOf, type Statement } from './conflict.js';
import { bindStatements, insertStatement, liveStatements } from './statement.store.js';
import { HELD_POST } from '../post/post.store.js';

/** The narrowest of a person's areas around a place: where they speak from. Whoever works in a street and is not its officer stands below the officer. */
export function placeOf(caller: Caller | null, area: string): string {
  const [own] = (caller?.grants ?? []).filter((g) => area.startsWith(g.area)).sort((a, b) => b.area.length - a.area.length);
  if (!own) return area.slice(0, 6);
  return own.area.length === 9 && own.role !== 'sub-district-officer' ? area.slice(0, 12) : own.area;
}

/** Keeps what somebody says of a site; where it contradicts what another said, both stand and one conflict goes to their common superior. */
export async function noteStatement(said: Omit<Statement, 'id' | 'place' | 'receivedAt'>, work: Work): Promise<Statement> {
  // of two who speak at once the second sees the first
  const held = (await work.em.query('select 1 from site where id = $1 for update', [said.siteId])) as unknown[];
  if (held.length === 0) throw new Refusal('unknown.id');
  const statement: Statement = { ...said, id: newId(), place: placeOf(work.caller, said.area), receivedAt: work.at.toISOString() };
  const against = (await liveStatements(work.em, said.siteId)).filter((other) => contradicts(statement, other));
  await insertStatement(work.em, statement);
  if (against.length > 0) await dispute(statement, against, work);
  return statement;
}

async function dispute(statement: Statement, against: readonly Statement[], work: Work): Promise<void> {
  const { siteId, area } = statement;
  const [open] = (await work.em.query(`select id from conflict where site_id = $1 and state = 'open'`, [siteId])) as { id: string }[];
  const id = open?.id ?? newId();
  if (!open) {
    const last = against.at(-1)!;
    const owner = against.map((s) => superiorOf(statement.place, s.place)).sort((a, b) => a.length - b.length)[0]!;
    const [head] = (await work.em.query(`select holder_id as id from ${HELD_POST} p where area = $1 and kind = 'HEAD' and holder_id is not null limit 1`, [owner])) as { id: string }[];
    await work.em.query(`insert into conflict (id, site_id, area, state, owner, owner_id, opened_at, version) values ($1, $2, $3, 'open', $4, $5, $6, 1)`, [id, siteId, area, owner, head?.id ?? null, work.at]);
    const [shut, through] = statement.claim === 'closed' ? [statement, last] : [last, statement];
    work.append(ConflictOpened, { conflictId: id, siteId, area, owner, ...(head ? { ownerId: head.id } : {}), closedBy: shut.by, openBy: through.by, openedAt: work.at.toISOString() }, { aggregate: `conflict/${id}`, version: 1, street: streetOf(area) });
  }
  await bindStatements(work.em, id, [statement.id, ...against.map((s) => s.id)]);
}
