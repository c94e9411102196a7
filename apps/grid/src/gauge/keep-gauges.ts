import { Inject, Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { GaugeChanged, GaugeClosed, RegisterGauge, type ChangeGaugeInput, type CloseGaugeInput, type RegisterGaugeInput } from '@xunling/contracts/classes';
import type { Datum } from '@xunling/geo';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { ReadingStore } from '../reading/reading.store.js';
import { checkGauge, closedConflict, EVERY_MINUTES, LIMITS, placed, siteLevels, type Gauge } from './gauge.js';
import { GaugeStore, type GaugeRow } from './gauge.store.js';
import { KeepItems } from './keep-items.js';
import { RegisterGauges } from './register-gauges.js';
import { StateWater } from './state-water.js';

/** The register in the hands of a named person: registered, changed, closed, each within the person's area. */
@Injectable()
export class KeepGauges {
  private readonly store = new GaugeStore();
  private readonly readings = new ReadingStore();
  constructor(@Inject(RegisterGauges) private readonly registering: RegisterGauges, @Inject(KeepItems) private readonly items: KeepItems, @Inject(StateWater) private readonly water: StateWater) {}

  async register({ datum, position, everyMinutes = EVERY_MINUTES, ...input }: RegisterGaugeInput, work: Work): Promise<string> {
    const { em, caller } = work;
    if (!mayOver(caller!, RegisterGauge.roles, input.area)) throw new Refusal('access.area');
    if (((await em.query('select 1 from area where code = $1 and valid_to is null', [input.area])) as unknown[]).length === 0) throw new Refusal('area.unknown');
    const parameter = input.parameter as Gauge['parameter'];
    const closeAtCm = await this.closingDepth(input.siteId, input.area, work);
    const gauge: Gauge = {
      ...LIMITS[parameter], ...input, id: newId(), parameter, unit: input.unit as Gauge['unit'], everyMinutes, ...placed(position, datum as Datum),
      levels: input.levels ?? (closeAtCm !== undefined && parameter === 'depth' ? siteLevels(closeAtCm) : []),
    };
    checkGauge(gauge);
    if ((await this.registering.run([gauge], work, caller!.userId)).size === 0) throw new Refusal('state.conflict', { state: 'registered', allowed: ['change', 'close'], detail: `${input.station} measures ${parameter} already` });
    return gauge.id;
  }

  async change({ id, reason, ...wish }: ChangeGaugeInput, work: Work): Promise<void> {
    const before = await this.open(id, work);
    await this.closingDepth(wish.siteId, before.area, work);
    const now = { ...before, ...wish };
    checkGauge(now);
    await this.store.update(work.em, now);
    if (now.siteId !== before.siteId) await this.leave(before, work, now.siteId);
    const { version, validFrom, validTo: _open, id: _id, no: _no, ...fact } = now as GaugeRow & { no: string };
    work.append(GaugeChanged, { gaugeId: id, ...fact, datum: 'WGS84', validFrom: validFrom.toISOString(), by: work.caller!.userId, reason }, { aggregate: `gauge/${id}`, version: version + 1, street: streetOf(now.area) });
  }

  async close({ id, reason }: CloseGaugeInput, work: Work): Promise<void> {
    const before = await this.open(id, work);
    await this.store.update(work.em, { ...before, validTo: work.at });
    await this.leave(before, work);
    work.append(GaugeClosed, { gaugeId: id, area: before.area, reason, by: work.caller!.userId, validTo: work.at.toISOString() }, { aggregate: `gauge/${id}`, version: before.version + 1, street: streetOf(before.area) });
  }

  /** What it said of where it stood is over: its item ends, and the sites are judged without it, or by it. */
  private async leave(before: GaugeRow, work: Work, to?: string): Promise<void> {
    await this.items.end(before, work);
    if (before.parameter === 'depth') await this.water.run([before.siteId, to].filter((id) => id !== undefined), work);
  }

  private async open(id: string, work: Work): Promise<GaugeRow> {
    const [known] = await this.store.many(work.em, [id]);
    if (!known) throw new Refusal('unknown.id');
    // its readings are folded under this lock: none comes in between
    await this.readings.lockStreets(work.em, [known.area.slice(0, 9)]);
    const gauge = await this.store.lock(work.em, id);
    if (!mayOver(work.caller!, RegisterGauge.roles, gauge.area)) throw new Refusal('access.area');
    if (gauge.validTo) throw closedConflict();
    return gauge;
  }
  /** Closing depth of a named site of the same street. */
  private async closingDepth(siteId: string | undefined, area: string, work: Work): Promise<number | undefined> {
    if (!siteId) return undefined;
    const [site] = (await work.em.query('select close_at_cm as cm, area from site where id = $1', [siteId])) as { cm: number | null; area: string }[];
    if (!site) throw new Refusal('unknown.id', { detail: 'siteId names no site' });
    if (site.area.slice(0, 9) !== area.slice(0, 9)) throw impossible('siteId', 'area', 'the site lies in another street');
    return site.cm ?? undefined;
  }
}
