import type { PartBegin, PartHeader, PartTrailer } from '@xunling/messaging';
import type { XlEvent } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';
import { scopeCondition, type Place } from './board.store.js';
import type { Scope } from './scope.js';

/** What an export holds: a scope, one origin or all, received before `to` (as kept: UTC with milliseconds). */
export interface ExportQuery { scope: Scope; origin?: string | undefined; from?: string | undefined; to?: string | undefined }
type Use = <T>(job: (em: EntityManager) => Promise<T>) => Promise<T>;

const PAGE = 1000;

/**
 * The board's events as published, a page of NDJSON at a time, in the order they were read, up to where the board stands now.
 * Every street's chain is whole, or with `from` begins behind the last head signed before. Holds one page, whatever the length.
 */
export async function* exportPages(use: Use, query: ExportQuery, upTo: Place): AsyncGenerator<string> {
  const chains = query.from === undefined ? [] : await use((em) => chainsFrom(em, query.from!, query));
  const begins = chains.flatMap(({ begin }) => begin ?? []);
  if (query.from !== undefined) yield `${JSON.stringify({ export: 'xunling-journal-part/1', from: query.from, begins } satisfies PartHeader)}\n`;
  let after = begins.length > 0 ? await use((em) => firstPlace(em, chains)) : { epoch: 0, seq: 0 };
  for (;;) {
    const rows = await use((em) => readPage(em, query, begins, after, upTo));
    const last = rows.at(-1);
    if (last) yield `${rows.map((row) => row.body).join('\n')}\n`;
    if (!last || rows.length < PAGE) break;
    after = { epoch: last.epoch, seq: last.seq };
  }
  const erasures = await use((em) => erasuresLeftOut(em, query, upTo));
  if (erasures.length > 0) yield `${JSON.stringify({ export: 'xunling-journal-part/1', erasures } satisfies PartTrailer)}\n`;
}

/** Conditions on `e` that hold for every line of the export. */
function conditions({ scope, origin, to }: ExportQuery, parameters: unknown[]): string[] {
  const where = [scopeCondition(scope, parameters)];
  if (origin !== undefined) where.push(`source = $${parameters.push(origin)}`);
  if (to !== undefined) where.push(`received <= $${parameters.push(to)}`);
  return where;
}

async function readPage(em: EntityManager, query: ExportQuery, begins: readonly PartBegin[], after: Place, upTo: Place): Promise<{ epoch: number; seq: number; body: string }[]> {
  const parameters: unknown[] = [after.epoch, after.seq, upTo.epoch, upTo.seq];
  const where = ['(epoch, seq) > ($1, $2)', '(epoch, seq) <= ($3, $4)', ...conditions(query, parameters)];
  if (begins.length > 0) where.push(`not exists (select 1 from ${listed(begins, parameters)} where b.source = e.source and b.street = e.street and e.originseq <= b.seq)`);
  return em.query(`select epoch, seq::int as seq, body from board_event e where ${where.join(' and ')} order by epoch, e.seq limit ${PAGE}`, parameters);
}

const listed = (begins: readonly { source: string; street: string; seq: number }[], parameters: unknown[]): string =>
  `unnest($${parameters.push(begins.map((b) => b.source))}::text[], $${parameters.push(begins.map((b) => b.street))}::char(3)[], $${parameters.push(begins.map((b) => b.seq))}::bigint[]) as b(source, street, seq)`;

interface ChainFrom { source: string; street: string; /** Entries up to here are left out. */ seq: number; begin: PartBegin | undefined }

/** Every chain with the last signed head stated before an instant; one that stated none begins at its beginning. Read by index, chain by chain. */
async function chainsFrom(em: EntityManager, from: string, { scope, origin }: ExportQuery): Promise<ChainFrom[]> {
  const parameters: unknown[] = [from];
  const where = conditions({ scope, origin }, parameters);
  const rows: { source: string; street: string; body: string | null }[] = await em.query(
    `with recursive c as (
       (select source, street from board_event order by source, street limit 1)
       union all
       select n.source, n.street from c cross join lateral (
         select b.source, b.street from board_event b where (b.source, b.street) > (c.source, c.street) order by b.source, b.street limit 1) n
     )
     select c.source, c.street, h.body from c left join lateral (
       select b.body from board_event b where b.source = c.source and b.street = c.street and b.type like '%.head.stated.v1' and b.received < $1
       order by b.originseq desc limit 1) h on true
     where ${where.join(' and ')}`, parameters);
  return rows.map(({ source, street, body }) => {
    if (body === null) return { source, street, seq: 0, begin: undefined };
    const { seq, hash, signature, publicKey } = (JSON.parse(body) as XlEvent<PartBegin>).data;
    return { source, street, seq, begin: { source, street, seq, hash, signature, publicKey } };
  });
}

/** Just before the first entry of any chain in the part. */
async function firstPlace(em: EntityManager, chains: readonly ChainFrom[]): Promise<Place> {
  const parameters: unknown[] = [];
  const [first] = (await em.query(
    `select e.epoch, e.seq from ${listed(chains, parameters)} cross join lateral (
       select epoch, board_event.seq::int as seq from board_event where source = b.source and street = b.street and originseq = b.seq + 1 order by epoch, board_event.seq limit 1) e
     order by e.epoch, e.seq limit 1`, parameters)) as Place[];
  return first ? { epoch: first.epoch, seq: first.seq - 1 } : { epoch: 0, seq: 0 };
}

/** Orders to erase that are not in the export although what they erased is: on another street, or later than it goes. */
async function erasuresLeftOut(em: EntityManager, query: ExportQuery, upTo: Place): Promise<XlEvent[]> {
  const parameters: unknown[] = [upTo.epoch, upTo.seq];
  const within = `(epoch, seq) <= ($1, $2) and ${conditions(query, parameters).join(' and ')}`;
  const rows: { body: string }[] = await em.query(
    `select o.body from board_erasure x join board_event o on o.event_id = x.order_id
     where x.event_id in (select event_id from board_event where event_id = x.event_id and ${within})
       and x.order_id not in (select event_id from board_event where event_id = x.order_id and ${within})
     order by o.epoch, o.seq`, parameters);
  return rows.map((row) => JSON.parse(row.body) as XlEvent);
}
