import { Injectable } from '@nestjs/common';
import { GaugeChanged, GaugeClosed, ReadingConfirmed, ReadingDoubted, ReadingRejected, ReadingTaken } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { ObservationStore, type ObservationRow, type Verdict } from './observation.store.js';

/** What a gauge measures as triggers name it; radar confirms rain and triggers nothing. */
const ELEMENT: Record<string, string | undefined> = { rain: 'rain', depth: 'road-water', level: 'river-level' };
type Ruled = ReadingConfirmed | ReadingDoubted | ReadingRejected;

/** Readings of gauges belong to the grid; what triggers of plans look at is this copy of its events. Doubtful ones are kept and trigger nothing until they are confirmed (C12). */
@Injectable()
@Subscribe({ name: 'gauge-readings', events: [ReadingTaken, ReadingConfirmed, ReadingDoubted, ReadingRejected, GaugeChanged, GaugeClosed], mode: 'batch' })
export class ReadingSubscriber {
  constructor(private readonly observations: ObservationStore) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const rows: ObservationRow[] = [];
    const verdicts: Verdict[] = [];
    const changed: { source: string; everyMinutes: number }[] = [];
    const closed: string[] = [];
    for (const { event } of batch) {
      const d = event.data;
      if (event.type === 'grid.reading.taken.v1') rows.push(...rowsOfBatch(d as ReadingTaken));
      else if (event.type === 'grid.gauge.changed.v1') changed.push({ source: (d as GaugeChanged).gaugeId, everyMinutes: (d as GaugeChanged).everyMinutes });
      else if (event.type === 'grid.gauge.closed.v1') closed.push((d as GaugeClosed).gaugeId);
      else verdicts.push(...verdictOf(d as Ruled, event.type !== 'grid.reading.confirmed.v1', new Date(event.time)));
    }
    if (rows.length > 0) await this.observations.insert(work.em, rows, work.at);
    if (verdicts.length > 0) await this.observations.judge(work.em, verdicts, work.at);
    if (changed.length > 0) await this.observations.interval(work.em, changed);
    if (closed.length > 0) await this.observations.drop(work.em, closed);
  }
}

const rowsOfBatch = ({ series }: ReadingTaken): ObservationRow[] => series.flatMap(({ gaugeId, parameter, area, everyMinutes, readings }) => {
  const element = ELEMENT[parameter];
  return element === undefined ? [] : readings.flatMap((r) => (r.value === undefined ? [] : [{ source: gaugeId, element, area, value: r.value, occurredAt: new Date(r.at), everyMinutes, suspect: r.doubt !== undefined }]));
});
function verdictOf(d: Ruled, suspect: boolean, judgedAt: Date): Verdict[] {
  const element = ELEMENT[d.parameter];
  return element === undefined ? [] : [{ source: d.gaugeId, element, area: d.area, value: d.value, occurredAt: new Date(d.at), everyMinutes: d.everyMinutes, suspect, judgedAt }];
}
