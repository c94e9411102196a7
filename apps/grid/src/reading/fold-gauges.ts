import { Inject, Injectable } from '@nestjs/common';
import type { Work } from '@xunling/messaging';
import { GaugeStore, type GaugeRow } from '../gauge/gauge.store.js';
import { KeepItems } from '../gauge/keep-items.js';
import { StateWater } from '../gauge/state-water.js';
import { supportFrom, trusted, type Neighbour, type Sample } from './doubt.js';
import { ReadingStore, type NowRow, type ReadingRow } from './reading.store.js';
import { TellReadings } from './tell-readings.js';
import { foldSeries, isDeep, reachMs, type Folded } from './series.js';

/** New readings of one gauge, or what a person ruled on one that is there. */
export interface Change { gauge: GaugeRow; fresh: readonly ReadingRow[]; ruled?: { at: number; ruling: 'confirmed' | 'rejected' } }
export interface Outcome { gauge: GaugeRow; folded: Folded<ReadingRow> }

/** A rise may be supported by what comes so much later. */
const SUPPORT_MS = 2 * 3_600_000;
const streetOfArea = (area: string): string => area.slice(0, 9);

/** Folds new readings and rulings into what gauges say: verdicts, items, silence, water at sites; all gauges of a call at once. */
@Injectable()
export class FoldGauges {
  private readonly store = new ReadingStore();
  private readonly gauges = new GaugeStore();
  constructor(@Inject(KeepItems) private readonly items: KeepItems, @Inject(TellReadings) private readonly tell: TellReadings, @Inject(StateWater) private readonly water: StateWater) {}

  /** The caller holds the streets (`ReadingStore.lockStreets`). */
  async run(changes: readonly Change[], work: Work): Promise<Outcome[]> {
    const { em } = work;
    const all = await this.withWaiting(changes, work);
    const now = await this.store.now(em, all.map((c) => c.gauge.id));
    const before = (id: string): { at?: number; severity: number; heldAt?: number } => { const n = now.get(id)!; return { severity: n.severity, ...(n.at ? { at: n.at.getTime() } : {}), ...(n.heldAt ? { heldAt: n.heldAt.getTime() } : {}) }; };
    const starts = all.map((c) => ({ ...c, from: Math.min(...c.fresh.filter((r) => !isDeep(r.at, before(c.gauge.id))).map((r) => r.at), c.ruled?.at ?? Infinity, c.since ?? Infinity, now.get(c.gauge.id)!.at?.getTime() ?? Infinity) }));
    const known = new Map<string, ReadingRow[]>();
    for (const row of await this.store.around(em, starts.filter((s) => Number.isFinite(s.from)).map((s) => ({ gaugeId: s.gauge.id, from: s.from, reachMs: reachMs(s.gauge) })))) known.set(row.gaugeId, [...(known.get(row.gaugeId) ?? []), row]);
    const fold = (s: (typeof starts)[number], neighbours: readonly Neighbour[]): Folded<ReadingRow> => {
      const rows = (known.get(s.gauge.id) ?? []).map((r) => (r.at === s.ruled?.at ? { ...r, ruling: s.ruled.ruling } : r));
      const folded = foldSeries(s.gauge, rows, s.fresh, s.from, before(s.gauge.id), supportFrom(s.gauge, neighbours));
      // the ruling itself is a change, whatever the verdict
      const ruled = s.ruled && rows.find((r) => r.at === s.ruled!.at);
      if (ruled && !folded.changed.some((c) => c.row.at === ruled.at)) folded.changed.push({ row: ruled, before: { ...ruled, ruling: undefined } as ReadingRow });
      return folded;
    };
    const first = starts.map((s) => ({ gauge: s.gauge, start: s, folded: fold(s, []) }));
    const asking = first.filter(({ folded }) => folded.asks);
    const rain = asking.length > 0 ? await this.rain(asking.map((a) => a.start), all, work) : new Map<string, (Neighbour & { gaugeId: string })[]>();
    const done = first.map((f) => (asking.includes(f) ? { ...f, folded: fold(f.start, (rain.get(streetOfArea(f.gauge.area)) ?? []).filter((n) => n.gaugeId !== f.gauge.id)) } : f));
    await this.save(done, now, work);
    await this.tell.run(done, work);
    // a gauge that was taken out has no item any more, whatever is ruled on what it once sent
    await this.items.run(done.filter((d) => !d.gauge.validTo), work);
    await this.water.run(done.flatMap((d) => (d.gauge.siteId && d.gauge.parameter === 'depth' ? [d.gauge.siteId] : [])), work);
    return done;
  }

  /** Rain that comes in may support a rise of another gauge of the street that waits. */
  private async withWaiting(changes: readonly Change[], work: Work): Promise<(Change & { since?: number })[]> {
    const own = new Set(changes.map((c) => c.gauge.id));
    const rain = changes.filter((c) => ['rain', 'radar'].includes(c.gauge.parameter) && c.fresh.length > 0);
    if (rain.length === 0) return [...changes];
    const since = Math.min(...rain.flatMap((c) => c.fresh.map((r) => r.at))) - SUPPORT_MS;
    const waiting = await this.store.waiting(work.em, [...new Set(rain.map((c) => streetOfArea(c.gauge.area)))], new Date(since));
    const from = new Map(waiting.map((w) => [w.gaugeId, w.at]));
    const others = await this.gauges.many(work.em, waiting.map((w) => w.gaugeId).filter((id) => !own.has(id)));
    return [...changes.map((c) => ({ ...c, ...(from.has(c.gauge.id) ? { since: from.get(c.gauge.id)! } : {}) })), ...others.map((gauge) => ({ gauge, fresh: [], since: from.get(gauge.id)! }))];
  }

  /** Rain around what asks for support, by street: what is kept, and what comes in now. */
  private async rain(asking: readonly { gauge: GaugeRow; from: number }[], all: readonly Change[], work: Work): Promise<Map<string, (Neighbour & { gaugeId: string })[]>> {
    const streets = [...new Set(asking.map((a) => streetOfArea(a.gauge.area)))];
    const from = Math.min(...asking.map((a) => a.from)) - SUPPORT_MS;
    const kept = await this.store.rainOf(work.em, streets, new Date(from), new Date(work.at.getTime() + SUPPORT_MS));
    const fresh = all.filter((c) => ['rain', 'radar'].includes(c.gauge.parameter)).flatMap((c) => c.fresh.map((r) => ({ ...r, street: streetOfArea(c.gauge.area), parameter: c.gauge.parameter, everyMinutes: c.gauge.everyMinutes })));
    const by = new Map<string, Neighbour & { gaugeId: string; street: string; samples: Sample[] }>();
    for (const r of [...kept, ...fresh]) {
      const there = by.get(r.gaugeId) ?? { gaugeId: r.gaugeId, street: r.street, nature: { parameter: r.parameter as 'rain', everyMinutes: r.everyMinutes, lowest: 0, highest: 300, jump: 0 }, samples: [] };
      there.samples.push(r);
      by.set(r.gaugeId, there);
    }
    return new Map(streets.map((street) => [street, [...by.values()].filter((n) => n.street === street)]));
  }

  private async save(done: readonly Outcome[], now: ReadonlyMap<string, NowRow>, work: Work): Promise<void> {
    await this.store.insert(work.em, done.flatMap((d) => d.folded.inserted));
    await this.store.rejudge(work.em, done.flatMap((d) => d.folded.changed.map((c) => c.row)));
    await this.store.saveNow(work.em, done.map(({ gauge, folded }) => {
      const before = now.get(gauge.id)!;
      const newest = folded.newest && [...folded.inserted, ...folded.changed.map((c) => c.row)].find((r) => r.at === folded.newest!.at && trusted(r));
      const heard = Math.max(before.heardAt?.getTime() ?? -Infinity, ...folded.inserted.map((r) => r.at));
      return {
        ...before, severity: folded.severity, doubt: folded.doubt ?? null, heldAt: folded.heldAt === undefined ? null : new Date(folded.heldAt), heardAt: Number.isFinite(heard) ? new Date(heard) : null,
        ...(folded.newest ? { value: folded.newest.value, at: new Date(folded.newest.at), receivedAt: newest ? new Date(newest.receivedAt) : before.receivedAt } : {}),
      };
    }));
  }
}
