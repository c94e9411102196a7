import type { ClientBase } from 'pg';
import { chainHeadsSql } from '../heads/chain-heads.js';
import { GENESIS, linkHash } from '../journal/hash.js';

export interface Head { seq: number; hash: string }
export interface JournalEntry { no: string; id: string; street: string; type: string; head: string; salt: string; data: string }
export interface Link { entry: JournalEntry; originseq: number; prevhash: string; hash: string }
/** One relayed batch: its links in the order of appending, which is the order of publishing, over all streets. */
export interface Batch { pos: number; links: Link[] }
/** A batch the broker has wholly: the stream sequence and id of its last message. */
export interface Acked { pos: number; seq: number; id: string }

/** What the relay knows by heart; a failed transaction throws it away and loads it again. */
export interface Heads { pos: number; streets: Map<string, Head> }

const ENTRY = 'j.no::text as no, j.id, j.street, j.type, j.head, j.salt, j.data';

/** Heads of all streets and the last batch number, as the chain has them. */
export async function loadHeads(db: ClientBase): Promise<Heads> {
  const { rows } = await db.query<{ street: string; seq: string; hash: string }>(chainHeadsSql());
  const last = await db.query<{ pos: string }>('select coalesce(max(pos), 0)::text as pos from chain');
  return { pos: Number(last.rows[0]!.pos), streets: new Map(rows.map((r) => [r.street, { seq: Number(r.seq), hash: r.hash }])) };
}

/**
 * Moves up to `most` entries from the outbox into the chain and `acked` into the cursor, in one transaction of two round
 * trips: oldest first by number, never "above the last seen", since numbers commit out of order. `heads` moves after the commit.
 * All literals are numbers and hex made here, so the statements need no parameters and travel together with begin and commit.
 */
export async function chainNext(db: ClientBase, heads: Heads, most: number, acked: readonly Acked[], epoch: number): Promise<Batch | undefined> {
  const taken = await db.query(
    `begin; with taken as (delete from outbox where no in (select no from outbox order by no limit ${most}) returning no)
     select ${ENTRY} from taken join journal j using (no) order by j.no`) as unknown as { rows: JournalEntry[] }[];
  const entries = taken[1]!.rows;
  if (entries.length === 0) { await db.query('rollback'); return undefined; }
  const streets = new Map(heads.streets);
  const runs = new Map<string, Link[]>();
  const links = entries.map((entry) => {
    const head = streets.get(entry.street) ?? { seq: 0, hash: GENESIS };
    const link = { entry, originseq: head.seq + 1, prevhash: head.hash, hash: linkHash(head.hash, head.seq + 1, entry.head) };
    streets.set(entry.street, { seq: link.originseq, hash: link.hash });
    const run = runs.get(entry.street);
    if (run) run.push(link); else runs.set(entry.street, [link]);
    return link;
  });
  const pos = heads.pos + 1;
  const rows = [...runs].map(([street, run]) =>
    `(${pos}, '${street}', ${run[0]!.originseq}, ${run.length}, '{${run.map((l) => l.entry.no).join(',')}}', '${run[0]!.prevhash}', '${run.at(-1)!.hash}')`);
  await db.query(`${cursorSql(acked, epoch)} insert into chain (pos, street, firstseq, n, nos, prevhash, hash) values ${rows.join(', ')}; commit`);
  heads.pos = pos;
  heads.streets = streets;
  return { pos, links };
}

/** The row of the epoch is held, so that a cursor of a stream that is gone is never noted behind the back of `goBack`. */
const cursorSql = (acked: readonly Acked[], epoch: number): string => acked.length === 0 ? '' :
  `with held as (select from epoch where epoch = ${epoch} for share)
   insert into published (pos, seq, msgid) select v.* from held, (values ${acked.map(({ pos, seq, id }) => `(${pos}::bigint, ${seq}::bigint, '${id}')`).join(', ')}) v
   on conflict (pos) do update set seq = excluded.seq, msgid = excluded.msgid;`;

/** Notes acknowledged batches. Losing this commit means publishing them again under the same ids, so it need not be waited for. */
export async function moveCursor(db: ClientBase, acked: readonly Acked[], epoch: number): Promise<void> {
  if (acked.length > 0) await db.query(`begin; set local synchronous_commit = off; ${cursorSql(acked, epoch)} commit`);
}

/** The greatest batch known to be in the stream wholly; all before it are, too. */
export async function readCursor(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ pos: string }>('select coalesce(max(pos), 0)::text as pos from published');
  return Number(rows[0]!.pos);
}

/** A chain row does not recompute from the journal: somebody changed the one or the other. */
export class ChainBroken extends Error {}

interface Row { pos: string; street: string; firstseq: string; n: number; nos: string[]; prevhash: string; hash: string }
const MOST_ROWS = 200;
const MOST_ENTRIES = 4000;

/** Whole batches after `pos`, oldest first, with recomputed hashes; `onBroken` hears of rows that do not recompute. */
export async function readChain(db: ClientBase, afterPos: number, onBroken: (error: ChainBroken) => void): Promise<Batch[]> {
  const found = await db.query<Row>(
    'select c.pos::text as pos, c.street, c.firstseq::text as firstseq, c.n, c.nos::text[] as nos, c.prevhash, c.hash from chain c where c.pos > $1 order by c.pos, c.street limit $2', [afterPos, MOST_ROWS]);
  const byPos = new Map<number, Row[]>();
  for (const row of found.rows) byPos.set(Number(row.pos), [...(byPos.get(Number(row.pos)) ?? []), row]);
  // A full page may end in the middle of a batch.
  if (found.rows.length === MOST_ROWS && byPos.size > 1) byPos.delete(Number(found.rows.at(-1)!.pos));
  const chosen: [number, Row[]][] = [];
  let entries = 0;
  for (const [pos, rows] of byPos) {
    entries += rows.reduce((sum, row) => sum + row.n, 0);
    if (chosen.length > 0 && entries > MOST_ENTRIES) break;
    chosen.push([pos, rows]);
  }
  const nos = chosen.flatMap(([, rows]) => rows.flatMap((row) => row.nos));
  const kept = nos.length === 0 ? [] : (await db.query<JournalEntry>(`select ${ENTRY} from journal j where j.no = any($1::bigint[])`, [nos])).rows;
  const byNo = new Map(kept.map((entry) => [entry.no, entry]));
  return chosen.map(([pos, rows]) => ({ pos, links: rows.flatMap((row) => linksOf(row, byNo, onBroken)).sort((a, b) => Number(a.entry.no) - Number(b.entry.no)) }));
}

function linksOf(row: Row, byNo: ReadonlyMap<string, JournalEntry>, onBroken: (error: ChainBroken) => void): Link[] {
  let prevhash = row.prevhash;
  const links = row.nos.flatMap((no, i) => {
    const entry = byNo.get(no);
    if (!entry) { onBroken(new ChainBroken(`street ${row.street}, entry ${Number(row.firstseq) + i}: not in the journal`)); return []; }
    const originseq = Number(row.firstseq) + i;
    const link = { entry, originseq, prevhash, hash: linkHash(prevhash, originseq, entry.head) };
    prevhash = link.hash;
    return [link];
  });
  if (prevhash !== row.hash) onBroken(new ChainBroken(`street ${row.street}, entries from ${row.firstseq}: the journal does not give the chain's hash`));
  return links;
}
