import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { ReadingConfirmed, ReadingDoubted, ReadingTaken, type TakenReading } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import type { GaugeRow } from '../gauge/gauge.store.js';
import type { ReadingRow } from './reading.store.js';
import type { Folded } from './series.js';

interface Outcome { gauge: GaugeRow; folded: Folded<ReadingRow> }
const iso = (at: number): string => new Date(at).toISOString();
const about = ({ id, parameter, area, everyMinutes }: GaugeRow): { gaugeId: string; parameter: string; area: string; everyMinutes: number } => ({ gaugeId: id, parameter, area, everyMinutes });
/** What waits for a person: a missing value cannot be confirmed, of a stuck run the first stands for all. */
const isHeld = (r: ReadingRow, before: ReadingRow | undefined): boolean => r.doubt !== undefined && r.doubt !== 'missing' && r.value !== null && !r.ruling && !(r.doubt === 'stuck' && before?.doubt === 'stuck');

/** Says what came in, one event per street, and which verdicts became others; keeps the list of what is held. */
@Injectable()
export class TellReadings {
  async run(outcomes: readonly Outcome[], work: Work): Promise<void> {
    this.taken(outcomes, work);
    for (const { gauge, folded } of outcomes) for (const { row, before } of folded.changed) this.changed(gauge, row, before, work);
    await this.hold(outcomes, work);
  }

  private taken(outcomes: readonly Outcome[], work: Work): void {
    const streets = new Map<string, Outcome[]>();
    for (const o of outcomes) if (o.folded.inserted.length > 0) streets.set(streetOf(o.gauge.area), [...(streets.get(streetOf(o.gauge.area)) ?? []), o]);
    for (const [street, own] of streets) {
      const batchId = newId();
      const series = own.map(({ gauge, folded }) => ({ ...about(gauge), readings: folded.inserted.map((r): TakenReading => ({ at: iso(r.at), ...(r.value === null ? {} : { value: r.value }), ...(r.doubt ? { doubt: r.doubt } : {}) })) }));
      work.append(ReadingTaken, { batchId, area: own[0]!.gauge.area.slice(0, 9), feed: own[0]!.folded.inserted[0]!.feed, series }, { aggregate: `reading-batch/${batchId}`, version: 1, street });
    }
  }

  private changed(gauge: GaugeRow, row: ReadingRow, before: ReadingRow, work: Work): void {
    // a person's ruling is told by who took it
    if (row.value === null || row.ruling !== before.ruling || row.ruling || !row.doubt === !before.doubt) return;
    const fact = { ...about(gauge), at: iso(row.at), value: row.value };
    const meta = { aggregate: `reading-verdict/${newId()}`, version: 1, street: streetOf(gauge.area) };
    if (row.doubt) work.append(ReadingDoubted, { ...fact, doubt: row.doubt }, meta);
    else work.append(ReadingConfirmed, { ...fact, because: 'support' }, meta);
  }

  private async hold(outcomes: readonly Outcome[], work: Work): Promise<void> {
    const held = outcomes.flatMap(({ gauge, folded }) => [...folded.inserted, ...folded.changed.map((c) => c.row)].sort((a, b) => a.at - b.at).flatMap((r, i, rows) => (isHeld(r, rows[i - 1]) ? [{ gauge, r }] : [])));
    if (held.length > 0) {
      await work.em.query(
        `insert into reading_hold (gauge_id, area, at, value, doubt, state, received_at) select *, 'held', $6::timestamptz from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::float8[], $5::text[])
         on conflict (gauge_id, at) do update set doubt = excluded.doubt, state = 'held' where reading_hold.state in ('held', 'supported')`,
        [held.map((h) => h.gauge.id), held.map((h) => h.gauge.area), held.map((h) => new Date(h.r.at)), held.map((h) => h.r.value), held.map((h) => h.r.doubt), work.at]);
    }
    const freed = outcomes.flatMap(({ gauge, folded }) => folded.changed.filter((c) => c.before.doubt && !c.row.doubt && !c.row.ruling).map((c) => ({ id: gauge.id, at: new Date(c.row.at) })));
    if (freed.length > 0) await work.em.query(`update reading_hold h set state = 'supported', ruled_at = $3 from unnest($1::uuid[], $2::timestamptz[]) as n(gauge_id, at) where h.gauge_id = n.gauge_id and h.at = n.at and h.state = 'held'`, [freed.map((f) => f.id), freed.map((f) => f.at), work.at]);
  }
}
