import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalloutPolicy } from './callout-policy.js';

/** What holds for campaigns that begin from now: one row for the zone, one for each street that differs. */
@Injectable()
export class CalloutPolicyStore {
  async all(em: EntityManager): Promise<CalloutPolicy[]> {
    const rows = (await em.query(`select area, automatic, hop_minutes "hopMinutes", set_by "setBy", set_at "setAt" from callout_policy where not gone order by area`)) as (CalloutPolicy & { area: string })[];
    return rows.map(({ area, ...p }) => (area ? { area, ...p } : p));
  }

  /** Answers the version it now has; a street that is `gone` holds to the zone's again. */
  async set(em: EntityManager, { area, automatic, hopMinutes, setBy, setAt }: CalloutPolicy, gone = false): Promise<number> {
    const [row] = (await em.query(
      `insert into callout_policy as p (area, automatic, hop_minutes, set_by, set_at, version, gone) values ($1, $2, $3, $4, $5, 1, $6)
       on conflict (area) do update set automatic = excluded.automatic, hop_minutes = excluded.hop_minutes, set_by = excluded.set_by, set_at = excluded.set_at, gone = excluded.gone, version = p.version + 1 returning version`,
      [area ?? '', automatic, JSON.stringify(hopMinutes), setBy, setAt, gone])) as [{ version: number }];
    return row.version;
  }
}
