import { Injectable } from '@nestjs/common';
import type { Colour } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';
import { HOP_MINUTES } from './callout.js';

export interface CalloutPolicy { automatic: Colour[]; hopMinutes: Record<Colour, number>; setBy: string | null; setAt: Date | null; version: number }
/** Red and orange call by themselves until somebody sets it otherwise (C4). */
const DEFAULT: CalloutPolicy = { automatic: ['RED', 'ORANGE'], hopMinutes: HOP_MINUTES, setBy: null, setAt: null, version: 0 };

/** One row: what holds for campaigns that begin from now. */
@Injectable()
export class CalloutPolicyStore {
  async get(em: EntityManager): Promise<CalloutPolicy> {
    const [row] = (await em.query('select automatic, hop_minutes "hopMinutes", set_by "setBy", set_at "setAt", version from callout_policy')) as CalloutPolicy[];
    return row ?? DEFAULT;
  }

  /** Answers the version it now has. */
  async set(em: EntityManager, { automatic, hopMinutes, setBy, setAt }: Omit<CalloutPolicy, 'version'>): Promise<number> {
    const [row] = (await em.query(
      `insert into callout_policy as p (automatic, hop_minutes, set_by, set_at, version) values ($1, $2, $3, $4, 1)
       on conflict (one) do update set automatic = excluded.automatic, hop_minutes = excluded.hop_minutes, set_by = excluded.set_by, set_at = excluded.set_at, version = p.version + 1 returning version`,
      [automatic, JSON.stringify(hopMinutes), setBy, setAt])) as [{ version: number }];
    return row.version;
  }
}
