import { Inject, Injectable } from '@nestjs/common';
import { ForecastMissed, ForecastUnreceipted } from '@xunling/contracts/classes';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { KnownStore } from '../known/known.store.js';
import { iso } from '../rows.js';
import { ForecastStore } from './forecast.store.js';
import { slotsOf } from './ladder.js';
import { roomsOf } from './rooms.js';

/** A ladder left alone is laid out again by at most this much at a look. */
const STEP_MS = 31 * 24 * 3_600_000;

/** Lays out the times of the ladder as they come, says once what was not there at its due time, and which rooms did not take note. */
@Injectable()
@Ticker({ name: 'forecast-ladder', everyMs: 2000 })
export class ForecastTicker {
  constructor(private readonly forecasts: ForecastStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    const from = await this.forecasts.watched(em, at);
    const until = new Date(Math.min(at.getTime(), from.getTime() + STEP_MS));
    if (until > from) {
      const [{ products }, spans] = [await this.forecasts.ladder(em), await this.forecasts.spans(em, from)];
      await this.forecasts.addSlots(em, products.flatMap((p) => slotsOf(p, from, until, spans)));
      await this.forecasts.watch(em, until);
    }
    const missed = await this.forecasts.missed(em, at);
    const issuers = new Map((missed.length > 0 ? (await this.forecasts.ladder(em)).products : []).map((p) => [p.code, p.issuer]));
    for (const { product, at: slot, dueAt } of missed) work.append(ForecastMissed, { zone: this.origin.zone, product, issuer: issuers.get(product) ?? '', slot: iso(slot), dueAt: iso(dueAt) }, { aggregate: `forecast-slot/${product}/${iso(slot)}`, version: 1, street: '000' });
    return missed.length + (await this.unreceipted(work)) + (until < at ? 1 : 0);
  }

  private async unreceipted(work: Work): Promise<number> {
    const due = await this.forecasts.receiptsDue(work.em, work.at);
    if (due.length === 0) return 0;
    const rooms = roomsOf(this.origin.zone, await this.known.district(work.em));
    const receipts = await this.forecasts.receipts(work.em, due.map((d) => d.id));
    for (const { id, product, dueAt } of due) {
      const missing = rooms.filter((room) => !receipts.some((r) => r.forecastId === id && r.room === room));
      if (missing.length > 0) work.append(ForecastUnreceipted, { forecastId: id, product, rooms: missing, dueAt: iso(dueAt) }, { aggregate: `forecast/${id}/unreceipted`, version: 1, street: '000' });
    }
    return due.length;
  }
}
