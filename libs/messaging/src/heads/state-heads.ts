import { HeadStated } from '@xunling/contracts/classes';
import type { Work } from '../work.js';
import { chainHeadsSql } from './chain-heads.js';
import { headSentence, type NodeSigner } from './node-key.js';

interface Row { street: string; seq: string; hash: string }

/**
 * States the head of every chain to which anything but a statement was added, once per chain and minute of the work's clock,
 * on the chain's own street, so that a cut-off tail is noticed. A statement alone moves a chain by one and is not stated again.
 */
export async function stateHeads(work: Work, origin: string, signer: NodeSigner): Promise<number> {
  const minute = Math.floor(work.at.getTime() / 60_000);
  const due: Row[] = await work.em.query(
    `with heads as (${chainHeadsSql()}) select h.street, h.seq::text as seq, h.hash from heads h left join head_stated t using (street)
     where h.seq > coalesce(t.seq + 1, 0) and coalesce(t.minute, -1) <> $1 order by h.street`, [minute]);
  for (const { street, seq, hash } of due) {
    await work.em.query('insert into head_stated (street, seq, minute) values ($1, $2, $3) on conflict (street) do update set seq = excluded.seq, minute = excluded.minute', [street, seq, minute]);
    const at = work.at.toISOString();
    work.append(HeadStated, { street, seq: Number(seq), hash, signature: signer.sign(headSentence(origin, street, Number(seq), hash)), publicKey: signer.publicKey, at },
      { aggregate: `head/${street}`, version: Number(seq), street });
  }
  return due.length;
}

/** Statements of heads follow the clock's minutes, so they are no part of the canonical log of a drill. */
export const isHeadStatement = (type: string): boolean => /\.head\.stated\.v\d+$/.test(type);
