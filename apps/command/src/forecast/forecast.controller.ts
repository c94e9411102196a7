import { Controller, Inject } from '@nestjs/common';
import type { ForecastPage, ForecastView, LadderRung, LadderView, ListForecastsInput, PublishLadderInput, ReceiptForecastInput, ReceiveForecastInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { KnownStore } from '../known/known.store.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { ForecastStore, type ForecastRow, type ReceiptRow, type SlotRow } from './forecast.store.js';
import { slotsOf, stateOf, type Product } from './ladder.js';
import { ReceiveForecast } from './receive-forecast.js';
import { roomsOf } from './rooms.js';

const MONTH_MS = 30 * 24 * 3_600_000;
const AHEAD_MS = 8 * 24 * 3_600_000;
const shown = (f: ForecastRow, receipts: readonly ReceiptRow[], rooms: readonly string[]): ForecastView => {
  const own = receipts.filter((r) => r.forecastId === f.id);
  const { pos: _pos, ...row } = f;
  return compact({
    ...row, issuedAt: iso(f.issuedAt), validFrom: iso(f.validFrom), validTo: iso(f.validTo), receivedAt: iso(f.receivedAt), slot: iso(f.slot),
    receipts: own.map((r) => ({ room: r.room, by: r.by, at: iso(r.at) })), missing: rooms.filter((room) => !own.some((r) => r.room === room)),
  }) as ForecastView;
};

@Controller()
export class ForecastController {
  constructor(private readonly forecasts: ForecastStore, private readonly receiving: ReceiveForecast, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.forecast.list')
  async list(input: ListForecastsInput, work: Work): Promise<ForecastPage> {
    const limit = limitOf(input.limit);
    const rows = await this.forecasts.list(work.em, input.product, positionOf(input.cursor), limit + 1);
    const views = new Map((await this.views(rows, work)).map((v) => [v.id, v]));
    return page(rows, limit, (r) => views.get(r.id)!);
  }

  @Handle('command.forecast.receive') async receive(input: ReceiveForecastInput, work: Work): Promise<ForecastView> { return (await this.views([await this.receiving.receive(input, work)], work))[0]!; }
  @Handle('command.forecast.receipt') async receipt(input: ReceiptForecastInput, work: Work): Promise<ForecastView> { return (await this.views([await this.receiving.receipt(input, work)], work))[0]!; }

  @Handle('command.ladder.publish')
  async publish(input: PublishLadderInput, work: Work): Promise<LadderView> {
    await this.receiving.publish(input, work);
    return this.ladder({}, work);
  }

  @Handle('command.ladder.get')
  async ladder(_: object, { em, at }: Work): Promise<LadderView> {
    const { version, products, since, by } = await this.forecasts.ladder(em);
    const spans = await this.forecasts.spans(em, at);
    const rooms = roomsOf(this.origin.zone, await this.known.district(em));
    const newest = await this.forecasts.newest(em, products.map((p) => p.code));
    const receipts = await this.forecasts.receipts(em, newest.map((f) => f.id));
    const slots = await this.forecasts.slots(em, new Date(at.getTime() - MONTH_MS));
    const rung = (product: Product): LadderRung => {
      const own = slots.filter((s) => s.product === product.code);
      const last = newest.find((f) => f.product === product.code);
      const count = (state: string): number => own.filter((s) => stateOf(facts(s), at) === state).length;
      return compact({
        product, nextAt: slotsOf(product, at, new Date(at.getTime() + AHEAD_MS), spans)[0]?.at.toISOString(), last: last && shown(last, receipts, rooms), inTime: count('in-time'), late: count('late'), missed: count('missed'),
        open: own.filter((s) => !s.receivedAt).slice(0, 50).map((s) => compact({ slot: iso(s.at), dueAt: iso(s.dueAt), alarmedAt: s.alarmedAt ? iso(s.alarmedAt) : undefined })),
      }) as unknown as LadderRung;
    };
    return { version, from: iso(since), ...(by ? { by } : {}), active: spans.some((s) => s.since <= at && (!s.until || at < s.until)), rooms, rungs: products.map(rung) };
  }

  private async views(rows: readonly ForecastRow[], { em }: Work): Promise<ForecastView[]> {
    const rooms = roomsOf(this.origin.zone, await this.known.district(em));
    const receipts = await this.forecasts.receipts(em, rows.map((r) => r.id));
    return rows.map((r) => shown(r, receipts, rooms));
  }
}

const facts = (s: SlotRow) => ({ dueAt: s.dueAt, ...(s.receivedAt ? { receivedAt: s.receivedAt } : {}), ...(s.alarmedAt ? { alarmedAt: s.alarmedAt } : {}) });
