import type { ClientBase } from 'pg';
import { chainHeadsSql } from '../heads/chain-heads.js';
import { headSentence, type NodeSigner } from '../heads/node-key.js';
import { publishedText } from '../journal/hash.js';
import { readChain } from '../relay/chain.store.js';

/** First line of an export: the signed heads up to which it goes, so that a cut-off file is noticed. */
export interface ExportHeader {
  export: 'xunling-journal/1';
  source: string;
  at: string;
  publicKey: string;
  heads: { street: string; seq: number; hash: string; signature: string }[];
}

/**
 * The journal of one origin as NDJSON lines without line ends: the header, then every chained event exactly as it is
 * published, in that order. Goes up to what was chained when it began; reads in pages, so any length is fine.
 * @param origin `<context>@<node>`
 */
export async function* exportJournal(db: ClientBase, origin: string, signer: NodeSigner, at: Date): AsyncGenerator<string> {
  const last = Number((await db.query<{ pos: string }>('select coalesce(max(pos), 0)::text as pos from chain')).rows[0]!.pos);
  const { rows } = await db.query<{ street: string; seq: string; hash: string }>(`${chainHeadsSql(`and c.pos <= ${last}`)} order by h.street`);
  const heads = rows.map(({ street, seq, hash }) => ({ street, seq: Number(seq), hash, signature: signer.sign(headSentence(origin, street, Number(seq), hash)) }));
  yield JSON.stringify({ export: 'xunling-journal/1', source: origin, at: at.toISOString(), publicKey: signer.publicKey, heads } satisfies ExportHeader);
  for (let pos = 0; pos < last;) {
    // A row that does not recompute is exported as it is: finding it is the verifier's work.
    for (const batch of await readChain(db, pos, () => undefined)) {
      if (batch.pos > last) return;
      for (const { entry, originseq, prevhash, hash } of batch.links) yield publishedText(entry.head, originseq, prevhash, hash, entry.salt, entry.data);
      pos = batch.pos;
    }
  }
}
