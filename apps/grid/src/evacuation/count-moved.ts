import { Injectable } from '@nestjs/common';
import { occurred } from '@xunling/addressee';
import { streetOf } from '@xunling/contracts';
import { EvacuationCounted, type CountMovedInput } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { impossible } from '@xunling/platform';
import { lineOf, mustBeInLine } from '../household/line.view.js';
import { admitAct } from './evacuation.js';
import { LedgerStore } from './ledger.store.js';

/** 已转移 n 人 of whom no register names: each says how many in all, the newest word of each counts. They stand beside the ledger's persons, never among them. */
@Injectable()
export class CountMoved {
  private readonly store = new LedgerStore();

  async run({ id, n, area, at, note }: CountMovedInput, work: Work): Promise<void> {
    const { em, caller } = work;
    const evacuation = await this.store.lock(em, id, 'write');
    const place = area ?? evacuation.area;
    if (!place.startsWith(evacuation.area)) throw impossible('area', 'outside', 'that lies outside the evacuation');
    mustBeInLine(await lineOf(em, caller!), caller!, place, evacuation.siteId);
    admitAct('move', evacuation.state);
    const when = occurred(at, evacuation.openedAt.toISOString(), work.at);
    const kept = rowsOf(await em.query(
      `insert into evacuation_count as c (evacuation_id, area, by, n, at, received_at, note) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (evacuation_id, area, by) do update set n = excluded.n, at = excluded.at, received_at = excluded.received_at, note = excluded.note where excluded.at >= c.at and excluded.n <> c.n returning 1`,
      [id, place, caller!.userId, n, when.at, work.at, note ?? null]));
    // said already, or older than what was said
    if (kept.length === 0) return;
    const [{ counted }]: [{ counted: number }] = await em.query('select sum(n)::int as counted from evacuation_count where evacuation_id = $1', [id]);
    const version = await this.store.touch(em, id);
    work.append(EvacuationCounted, { evacuationId: id, area: place, n, counted, by: caller!.userId, at: when.at }, { aggregate: `evacuation/${id}`, version, street: streetOf(evacuation.area), at: new Date(when.at) });
  }
}
