import { Inject, Injectable } from '@nestjs/common';
import { ORIGIN, type Origin } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { ForecastStore } from '../forecast/forecast.store.js';
import { roomsOf } from '../forecast/rooms.js';
import { KnownStore } from '../known/known.store.js';
import type { OnDuty } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { StaffingStore } from '../staffing/staffing.store.js';
import { staffingOwner, type Cause } from './alarm.js';

/** Slots that passed empty since the newest that was filled, by product. */
const MISSED = `select product, min(slot) slot, min(due_at) due, count(*)::int n from forecast_slot s where alarmed_at is not null and received_at is null
  and slot > coalesce((select max(slot) from forecast_slot f where f.product = s.product and f.received_at is not null), '-infinity') group by product order by product`;
/** The newest forecast of each product, where it is in force and its time to take note is over, with the rooms that did. */
const NOTED = `select f.id, f.product, array(select room from forecast_receipt r where r.forecast_id = f.id) rooms from unnest($2::text[]) p
  cross join lateral (select id, product, receipt_due, superseded_by, valid_to from forecast where product = p order by pos desc limit 1) f where f.receipt_due is null and f.superseded_by is null and f.valid_to > $1`;
/** Reports of open incidents that are not there at their time. */
const OVERDUE = `select c.incident_id, c.clock, c.due_at, c.owner_id, i.name from sitrep_clock c join incident i on i.id = c.incident_id and i.state = 'open' where c.overdue_at is not null and c.done_at is null order by c.due_at`;

/** What is wrong now and has to stand before somebody until it is not. */
@Injectable()
export class CauseView {
  constructor(private readonly alarms: StaffingStore, private readonly forecasts: ForecastStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async now(em: EntityManager, command: OnDuty, at: Date): Promise<Cause[]> {
    return [...(await this.staffing(em, command)), ...(await this.missed(em)), ...(await this.unreceipted(em, at)), ...(await this.overdue(em))];
  }

  private async staffing(em: EntityManager, command: OnDuty): Promise<Cause[]> {
    return (await this.alarms.open(em)).map((a) => {
      const owner = staffingOwner(a.kind, a.about, command);
      const who = a.user_id ? `${command.nameOf(a.user_id)} ` : '';
      return { kind: 'staffing', key: a.id, about: a.id, reason: a.kind, message: `${a.zone} ${who}${a.posts.join(' ')} ${iso(a.since)}${a.until ? ` – ${iso(a.until)}` : ''}`, ...(owner ? { ownerId: owner } : {}) };
    });
  }

  private async missed(em: EntityManager): Promise<Cause[]> {
    const rows = (await em.query(MISSED)) as { product: string; slot: Date; due: Date; n: number }[];
    if (rows.length === 0) return [];
    const issuers = new Map((await this.forecasts.ladder(em)).products.map((p) => [p.code, p.issuer]));
    return rows.filter((r) => issuers.has(r.product)).map((r) => {
      const key = `${r.product}/${iso(r.slot)}`;
      return { kind: 'forecast-missed', key, about: derivedId('forecast-slot', key), reason: r.product, message: `${issuers.get(r.product)} ${iso(r.due)}` };
    });
  }

  private async unreceipted(em: EntityManager, at: Date): Promise<Cause[]> {
    const rows = (await em.query(NOTED, [at, (await this.forecasts.ladder(em)).products.map((p) => p.code)])) as { id: string; product: string; rooms: string[] }[];
    if (rows.length === 0) return [];
    const all = roomsOf(this.origin.zone, await this.known.district(em));
    return rows.flatMap(({ id, product, rooms }): Cause[] => {
      const missing = all.filter((room) => !rooms.includes(room));
      return missing.length > 0 ? [{ kind: 'forecast-unreceipted', key: id, about: id, reason: product, message: missing.join(' ').slice(0, 600) }] : [];
    });
  }

  private async overdue(em: EntityManager): Promise<Cause[]> {
    const rows = (await em.query(OVERDUE)) as { incident_id: string; clock: string; due_at: Date; owner_id: string | null; name: string }[];
    return rows.map((r) => ({ kind: 'sitrep-overdue', key: `${r.incident_id}/${r.clock}/${iso(r.due_at)}`, about: r.incident_id, reason: r.clock, message: `${r.name} ${iso(r.due_at)}`, ...(r.owner_id ? { ownerId: r.owner_id } : {}) }));
  }
}
