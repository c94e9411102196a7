import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Signers } from './signer.js';

export interface SignersRow { signers: Signers; setBy: string; setAt: Date; version: number }

/** Who signs which level in this zone, once it was set. */
@Injectable()
export class SignerStore {
  async find(em: EntityManager): Promise<SignersRow | undefined> {
    const [row] = (await em.query('select signers, set_by "setBy", set_at "setAt", version from level_signers')) as SignersRow[];
    return row;
  }

  /** How many levels wait for a signature now. */
  async awaiting(em: EntityManager, at: Date): Promise<number> {
    const [row] = (await em.query("select (select count(*) from decision where state = 'awaiting-signature')::int + (select count(*) from level_proposal where state = 'open' and lapses_at > $1)::int n", [at])) as [{ n: number }];
    return row.n;
  }

  async set(em: EntityManager, signers: Signers, by: string, at: Date): Promise<number> {
    const [row] = (await em.query(
      `insert into level_signers as s (signers, set_by, set_at, version) values ($1, $2, $3, 1) on conflict (one) do update set signers = excluded.signers, set_by = excluded.set_by, set_at = excluded.set_at, version = s.version + 1 returning version`,
      [JSON.stringify(signers), by, at])) as [{ version: number }];
    return row.version;
  }
}
