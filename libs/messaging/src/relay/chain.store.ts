import type { QueryRunner } from 'typeorm';
import { GENESIS, linkHash } from '../journal/hash.js';

export interface Head { seq: number; hash: string }
export interface JournalEntry { no: string; id: string; street: string; type: string; head: string; salt: string; data: string }
/** One row of the chain: a run of one street's entries. */
export interface ChainRow { pos: string; street: string; firstseq: number; nos: string[]; prevhash: string; hash: string }
export interface Link { entry: JournalEntry; originseq: number; prevhash: string; hash: string }

const ENTRY = 'j.no::text as no, j.id, j.street, j.type, j.head, j.salt, j.data';

/** Heads of all streets as the chain has them. */
export async function loadHeads(runner: QueryRunner): Promise<Map<string, Head>> {
  const rows: { street: string; seq: string; hash: string }[] = await runner.query(
    'select distinct on (street) street, (firstseq + n - 1)::text as seq, hash from chain order by street, firstseq desc');
  return new Map(rows.map((r) => [r.street, { seq: Number(r.seq), hash: r.hash }]));
}

/**
 * Moves up to `most` entries from the outbox into the chain, in the caller's transaction: oldest first by id, never
 * "id above the last seen", since ids commit out of order. Answers runs and links; `heads` is not touched.
 */
export async function chainNext(runner: QueryRunner, heads: ReadonlyMap<string, Head>, most: number): Promise<{ rows: ChainRow[]; links: Link[]; heads: Map<string, Head> }> {
  const entries: JournalEntry[] = await runner.query(
    `with taken as (delete from outbox where no in (select no from outbox order by no limit ${most}) returning no)
     select ${ENTRY} from taken join journal j using (no) order by j.no`);
  const next = new Map(heads);
  const byStreet = new Map<string, Link[]>();
  for (const entry of entries) {
    const head = next.get(entry.street) ?? { seq: 0, hash: GENESIS };
    const originseq = head.seq + 1;
    const hash = linkHash(head.hash, originseq, entry.head);
    next.set(entry.street, { seq: originseq, hash });
    const links = byStreet.get(entry.street) ?? [];
    links.push({ entry, originseq, prevhash: head.hash, hash });
    byStreet.set(entry.street, links);
  }
  if (entries.length === 0) return { rows: [], links: [], heads: next };
  const runs = [...byStreet].map(([street, links]) => ({ street, links }));
  const positions: { pos: string; street: string }[] = await runner.query(
    `insert into chain (street, firstseq, n, nos, prevhash, hash)
     select street, firstseq, n, nos::bigint[], prevhash, hash
     from unnest($1::text[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[]) as r(street, firstseq, n, nos, prevhash, hash)
     returning pos::text as pos, street`,
    [runs.map((r) => r.street), runs.map((r) => r.links[0]!.originseq), runs.map((r) => r.links.length), runs.map((r) => `{${r.links.map((l) => l.entry.no).join(',')}}`), runs.map((r) => r.links[0]!.prevhash), runs.map((r) => r.links.at(-1)!.hash)]);
  const pos = new Map(positions.map((p) => [p.street, p.pos]));
  const rows = runs.map(({ street, links }) => ({ pos: pos.get(street)!, street, firstseq: links[0]!.originseq, nos: links.map((l) => l.entry.no), prevhash: links[0]!.prevhash, hash: links.at(-1)!.hash }))
    .sort((a, b) => Number(BigInt(a.pos) - BigInt(b.pos)));
  return { rows, links: rows.flatMap((r) => byStreet.get(r.street)!), heads: next };
}

/** Chain rows after `pos`, oldest first, with their entries and recomputed hashes. */
export async function readChain(runner: QueryRunner, afterPos: string, rows: number): Promise<{ rows: ChainRow[]; links: Link[] }> {
  const found: { pos: string; street: string; firstseq: string; nos: string[]; prevhash: string; hash: string }[] = await runner.query(
    'select pos::text as pos, street, firstseq::text as firstseq, nos::text[] as nos, prevhash, hash from chain where chain.pos > $1 order by chain.pos limit $2', [afterPos, rows]);
  const nos = found.flatMap((r) => r.nos);
  const entries: JournalEntry[] = nos.length === 0 ? [] : await runner.query(`select ${ENTRY} from journal j where j.no = any($1::bigint[])`, [nos]);
  const byNo = new Map(entries.map((e) => [e.no, e]));
  const chain = found.map((r) => ({ ...r, firstseq: Number(r.firstseq) }));
  return { rows: chain, links: chain.flatMap(linksOf(byNo)) };
}

const linksOf = (byNo: ReadonlyMap<string, JournalEntry>) => (row: ChainRow): Link[] => {
  let prevhash = row.prevhash;
  return row.nos.map((no, i) => {
    const entry = byNo.get(no)!;
    const originseq = row.firstseq + i;
    const link = { entry, originseq, prevhash, hash: linkHash(prevhash, originseq, entry.head) };
    prevhash = link.hash;
    return link;
  });
};
