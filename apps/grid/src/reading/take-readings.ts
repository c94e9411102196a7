import { Inject, Injectable } from '@nestjs/common';
import { realInstant } from '@xunling/addressee';
import type { HeldObservation, ObservedInput, TakenReadings, TakeReadingsInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { canonical } from '../gauge/gauge.js';
import { GaugeStore, type GaugeRow } from '../gauge/gauge.store.js';
import { trusted } from './doubt.js';
import { FoldGauges } from './fold-gauges.js';
import { ReadingStore, type ReadingRow } from './reading.store.js';

/** A station's clock may be a little ahead. */
const AHEAD_MS = 120_000;
interface Wanted { index: number; gauge: GaugeRow; row: ReadingRow }
const keyOf = (r: { gaugeId: string; at: number }): string => `${r.gaugeId}|${r.at}`;

/** Takes a batch of readings in one transaction: known ones change nothing, doubtful ones are kept and held, those of no gauge are noted as strays. */
@Injectable()
export class TakeReadings {
  private readonly gauges = new GaugeStore();
  private readonly store = new ReadingStore();
  constructor(@Inject(FoldGauges) private readonly folding: FoldGauges) {}

  async run({ observations }: TakeReadingsInput, work: Work): Promise<TakenReadings> {
    const feed = work.caller!.username;
    const register = new Map((await this.gauges.named(work.em, observations)).map((g) => [`${g.station}|${g.parameter}`, g]));
    const held: HeldObservation[] = [];
    const strays: (ObservedInput & { reason: string })[] = [];
    const wanted = observations.flatMap((o, index): Wanted[] => {
      const at = Date.parse(realInstant(`observations.${index}.at`, withSeconds(o.at)));
      const gauge = register.get(`${o.station}|${o.parameter}`);
      const reason = !gauge ? 'station.unknown' : gauge.unit !== o.unit ? 'unit.mismatch' : at > work.at.getTime() + AHEAD_MS ? 'instant.future' : undefined;
      if (reason) { held.push({ index, reason }); strays.push({ ...o, reason }); return []; }
      const value = o.value === null ? null : canonical(Number(o.value), o.parameter, o.unit);
      return [{ index, gauge: gauge!, row: { gaugeId: gauge!.id, at, value, ...(o.quality ? { quality: o.quality } : {}), severity: 0, receivedAt: work.at.getTime(), feed } }];
    });
    await this.note(strays, feed, work);
    const rows = await this.take(wanted, work);
    for (const { index, row } of wanted) {
      const kept = rows.get(keyOf(row))!;
      if (kept.value !== row.value && row.value !== null) held.push({ index, reason: 'value.differs' });
      else if (!trusted(kept)) held.push({ index, reason: kept.doubt ?? 'quality' });
    }
    return { accepted: observations.length - held.length, held: held.sort((a, b) => a.index - b.index) };
  }

  /** Every reading as it is kept now. */
  private async take(wanted: readonly Wanted[], work: Work): Promise<Map<string, ReadingRow>> {
    if (wanted.length === 0) return new Map();
    await this.store.lockStreets(work.em, wanted.map((w) => w.gauge.area.slice(0, 9)));
    const kept = new Map((await this.store.known(work.em, wanted.map((w) => w.row.gaugeId), wanted.map((w) => new Date(w.row.at)))).map((r) => [keyOf(r), r]));
    const fresh = new Map<string, Wanted>();
    for (const w of wanted) {
      // of one instant the first counts, and a value before none
      const there = kept.get(keyOf(w.row)) ?? fresh.get(keyOf(w.row))?.row;
      if (!there || (there.value === null && w.row.value !== null)) fresh.set(keyOf(w.row), w);
    }
    const by = new Map<string, { gauge: GaugeRow; fresh: ReadingRow[] }>();
    for (const { gauge, row } of fresh.values()) {
      const own = by.get(gauge.id) ?? { gauge, fresh: [] };
      own.fresh.push(row);
      by.set(gauge.id, own);
    }
    const outcomes = by.size > 0 ? await this.folding.run([...by.values()], work) : [];
    for (const { folded } of outcomes) for (const row of [...folded.inserted, ...folded.changed.map((c) => c.row)]) kept.set(keyOf(row), row);
    return kept;
  }

  /** Nothing that comes is lost without a trace: of each station that fits no gauge the newest value and how many. */
  private async note(strays: readonly (ObservedInput & { reason: string })[], feed: string, work: Work): Promise<void> {
    if (strays.length === 0) return;
    await work.em.query(
      `insert into stray_source (station, parameter, reason, unit, feed, value, at, n, first_at, last_at)
       select station, parameter, reason, (array_agg(unit order by at desc))[1], $7, (array_agg(value order by at desc))[1], max(at), count(*), $8::timestamptz, $8::timestamptz
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::timestamptz[]) as s(station, parameter, reason, unit, value, at)
       where (select count(*) from stray_source) < ${STRAYS} or exists (select from stray_source k where (k.station, k.parameter, k.reason) = (s.station, s.parameter, s.reason)) group by 1, 2, 3 order by 1, 2, 3
       on conflict (station, parameter, reason) do update set unit = excluded.unit, feed = excluded.feed, value = excluded.value, at = excluded.at, n = stray_source.n + excluded.n, last_at = excluded.last_at`,
      [strays.map((s) => s.station), strays.map((s) => s.parameter), strays.map((s) => s.reason), strays.map((s) => s.unit), strays.map((s) => (s.value === null ? null : Number(s.value))), strays.map((s) => new Date(withSeconds(s.at))), feed, work.at]);
  }
}
/** So many stations that fit nothing are remembered; a feed that invents more is told so in its answer all the same. */
const STRAYS = 5_000;
/** `2020-10-13T16:00Z` is as good as with seconds. */
const withSeconds = (at: string): string => at.replace(/T(\d\d:\d\d)(?=Z|[+-])/, 'T$1:00');
