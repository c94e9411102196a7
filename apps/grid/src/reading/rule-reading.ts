import { Inject, Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { ConfirmReading, ReadingConfirmed, ReadingRejected, type RuleReadingInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { GaugeStore } from '../gauge/gauge.store.js';
import { FoldGauges } from './fold-gauges.js';
import { ReadingStore } from './reading.store.js';
import { rule } from './ruling.js';

/** A person says of a reading that it is true or wrong: everything after it is judged again. */
@Injectable()
export class RuleReading {
  private readonly gauges = new GaugeStore();
  private readonly store = new ReadingStore();
  constructor(@Inject(FoldGauges) private readonly folding: FoldGauges) {}

  async run({ id, at, reason }: RuleReadingInput, ruling: 'confirmed' | 'rejected', work: Work): Promise<void> {
    const [gauge] = await this.gauges.many(work.em, [id]);
    if (!gauge) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, ConfirmReading.roles, gauge.area)) throw new Refusal('access.area');
    await this.store.lockStreets(work.em, [gauge.area.slice(0, 9)]);
    const when = new Date(at);
    const [reading] = await this.store.known(work.em, [id], [when]);
    if (!reading) throw new Refusal('unknown.id', { detail: 'the gauge has no reading of that instant' });
    const value = rule(reading, ruling);
    await this.folding.run([{ gauge, fresh: [], ruled: { at: when.getTime(), ruling } }], work);
    const by = work.caller!.userId;
    await work.em.query(
      `insert into reading_hold (gauge_id, area, at, value, doubt, state, received_at, by, reason, ruled_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (gauge_id, at) do update set state = excluded.state, by = excluded.by, reason = excluded.reason, ruled_at = excluded.ruled_at`, [id, gauge.area, when, value, reading.doubt ?? 'quality', ruling, new Date(reading.receivedAt), by, reason, work.at]);
    const fact = { gaugeId: id, parameter: gauge.parameter, area: gauge.area, everyMinutes: gauge.everyMinutes, at: when.toISOString(), value, by, reason };
    const meta = { aggregate: `reading-verdict/${newId()}`, version: 1, street: streetOf(gauge.area) };
    if (ruling === 'confirmed') work.append(ReadingConfirmed, { ...fact, because: 'person' }, meta);
    else work.append(ReadingRejected, fact, meta);
  }
}
