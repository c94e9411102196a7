import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { AddCasualty, CasualtyAdded, CasualtyChanged, CasualtyMerged, CasualtyWithdrawn, type AddCasualtyInput, type ChangeCasualtyInput, type MergeCasualtyInput, type WithdrawCasualtyInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { change, merge, mustSayWhy, withdraw, type Casualty, type CasualtyState } from './casualty.js';

type Row = Casualty & { version: number };

/** Person records: added, changed, merged, withdrawn; every act with its source or reason, one row and one event. */
@Injectable()
export class KeepCasualties {
  async add({ kind, area, name, mark, source, occurredAt, reportId }: AddCasualtyInput, work: Work): Promise<string> {
    const { em, at, caller } = work;
    if (!mayOver(caller!, AddCasualty.roles, area)) throw new Refusal('access.area');
    if (((await em.query('select 1 from area where code = $1 and valid_to is null', [area])) as unknown[]).length === 0) throw new Refusal('area.unknown');
    const when = occurredAt ? new Date(occurredAt) : at;
    if (when.getTime() > at.getTime() + 120_000) throw impossible('occurredAt', 'future', 'it has not occurred yet');
    if (reportId && ((await em.query('select 1 from report where id = $1 and substr(area, 1, 9) = $2', [reportId, area.slice(0, 9)])) as unknown[]).length === 0) throw impossible('reportId', 'unknown', 'no field report of this street has that id');
    const id = newId();
    await em.query('insert into casualty (id, state, area, name, mark, source, report_id, occurred_at, received_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)', [id, kind, area, name, mark ?? null, source, reportId ?? null, when, at]);
    await this.step(id, 'added', { kind, source }, work);
    work.append(CasualtyAdded, { casualtyId: id, kind, area, source, ...(reportId ? { reportId } : {}), occurredAt: when.toISOString(), receivedAt: at.toISOString(), by: caller!.userId }, { aggregate: `casualty/${id}`, version: 1, street: streetOf(area) });
    return id;
  }

  async change({ id, kind, source, reason: said }: ChangeCasualtyInput, work: Work): Promise<void> {
    const reason = mustSayWhy(said);
    const [c] = await this.lock([id], work);
    await this.save(c!, change(c!, kind as CasualtyState), 'changed', { kind, source, reason }, work);
    work.append(CasualtyChanged, { casualtyId: id, kind, area: c!.area, reason, source, by: work.caller!.userId }, { aggregate: `casualty/${id}`, version: c!.version + 1, street: streetOf(c!.area) });
  }

  async merge({ id, into, reason: said }: MergeCasualtyInput, work: Work): Promise<void> {
    const reason = mustSayWhy(said);
    const found = await this.lock([...new Set([id, into])], work);
    const [c, other] = [found.find((r) => r.id === id)!, found.find((r) => r.id === into)!];
    await this.save(c, merge(c, other), 'merged', { into, reason }, work);
    work.append(CasualtyMerged, { casualtyId: id, into, area: c.area, reason, by: work.caller!.userId }, { aggregate: `casualty/${id}`, version: c.version + 1, street: streetOf(c.area) });
  }

  async withdraw({ id, reason: said }: WithdrawCasualtyInput, work: Work): Promise<void> {
    const reason = mustSayWhy(said);
    const [c] = await this.lock([id], work);
    await this.save(c!, withdraw(c!), 'withdrawn', { reason }, work);
    work.append(CasualtyWithdrawn, { casualtyId: id, area: c!.area, reason, by: work.caller!.userId }, { aggregate: `casualty/${id}`, version: c!.version + 1, street: streetOf(c!.area) });
  }

  private async lock(ids: readonly string[], work: Work): Promise<Row[]> {
    const rows = (await work.em.query('select id, state, area, merged_into "mergedInto", version from casualty where id = any($1) order by id for update', [ids])) as Row[];
    if (rows.length < ids.length) throw new Refusal('unknown.id');
    if (rows.some((r) => !mayOver(work.caller!, AddCasualty.roles, r.area))) throw new Refusal('access.area');
    return rows;
  }
  private async save(before: Row, now: Casualty, act: string, more: object, work: Work): Promise<void> {
    await work.em.query('update casualty set state = $2, merged_into = $3, version = version + 1 where id = $1', [before.id, now.state, now.mergedInto ?? null]);
    await this.step(before.id, act, more, work);
  }
  private async step(id: string, act: string, more: object, work: Work): Promise<void> {
    await work.em.query('insert into casualty_step (casualty_id, act, more, by, at) values ($1, $2, $3, $4, $5)', [id, act, JSON.stringify(more), work.caller!.userId, work.at]);
  }
}
