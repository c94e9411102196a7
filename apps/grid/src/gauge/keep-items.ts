import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { GaugeCleared, GaugeEased, GaugeRaised, GaugeWorsened, type GaugeItemFact } from '@xunling/contracts/classes';
import type { EventClass } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import type { Act } from '../reading/level.js';
import type { Step } from '../reading/series.js';
import { severityOf } from './gauge.js';
import type { GaugeRow } from './gauge.store.js';

interface Item { id: string; gaugeId: string; severity: number; peak: number; peakAt: Date; value: number; at: Date; count: number; openedAt: Date; clearedAt: Date | null; version: number }
interface Outcome { gauge: GaugeRow; folded: { steps: readonly Step[]; reached: number; newest?: { at: number; value: number } } }
const EVENTS: Record<Act, EventClass<GaugeItemFact>> = { raised: GaugeRaised, worsened: GaugeWorsened, eased: GaugeEased, cleared: GaugeCleared };

/** One item per gauge that is above a level, from its first raise to its clear: swings are counted on it, severities are steps of its history. */
@Injectable()
export class KeepItems {
  async run(outcomes: readonly Outcome[], work: Work): Promise<void> {
    const moved = outcomes.filter((o) => o.folded.steps.length > 0 || o.folded.reached > 0);
    if (moved.length === 0) return;
    const open = new Map((await this.open(moved.map((m) => m.gauge.id), work)).map((i) => [i.gaugeId, i]));
    for (const { gauge, folded } of moved) {
      let item = open.get(gauge.id);
      let counted = false;
      for (const step of folded.steps) {
        if (step.act === 'raised') item = { id: newId(), gaugeId: gauge.id, severity: 0, peak: step.value, peakAt: new Date(step.at), value: step.value, at: new Date(step.at), count: Math.max(1, folded.reached), openedAt: new Date(step.at), clearedAt: null, version: 0 };
        if (!item) continue;
        if (step.act === 'raised') counted = true;
        else if (!counted) { item = { ...item, count: item.count + folded.reached }; counted = true; }
        item = await this.step(gauge, item, step, work);
        if (step.act === 'cleared') item = undefined;
      }
      // it came to its level again without any severity changing: counted, no event for each swing
      if (item && !counted) await work.em.query('update gauge_item set count = count + $2, value = coalesce($3, value), at = coalesce($4, at) where id = $1', [item.id, folded.reached, folded.newest?.value ?? null, folded.newest ? new Date(folded.newest.at) : null]);
    }
  }

  /** Nothing is above a level where its gauge is gone: the item ends with what was last known. */
  async end(gauge: GaugeRow, work: Work): Promise<void> {
    const [open] = await this.open([gauge.id], work);
    if (open) await this.step(gauge, open, { act: 'cleared', before: open.severity, severity: 0, at: work.at.getTime(), value: open.value }, work);
    await work.em.query('update gauge_now set severity = 0 where gauge_id = $1', [gauge.id]);
  }

  private open(gauges: readonly string[], { em }: Work): Promise<Item[]> {
    return em.query('select id, gauge_id as "gaugeId", severity, peak, peak_at as "peakAt", value, at, count, opened_at as "openedAt", cleared_at as "clearedAt", version from gauge_item where gauge_id = any($1) and cleared_at is null order by gauge_id for update', [gauges]);
  }

  private async step(gauge: GaugeRow, before: Item, step: Step, work: Work): Promise<Item> {
    const cleared = step.act === 'cleared';
    const peaks = step.value > before.peak;
    const at = new Date(step.at);
    const item: Item = { ...before, severity: cleared ? before.severity : step.severity, value: step.value, at, ...(peaks ? { peak: step.value, peakAt: at } : {}), clearedAt: cleared ? at : null, version: before.version + 1 };
    await work.em.query(
      `insert into gauge_item (id, gauge_id, area, site_id, severity, peak, peak_at, value, at, count, opened_at, cleared_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (id) do update set severity = excluded.severity, peak = excluded.peak, peak_at = excluded.peak_at, value = excluded.value, at = excluded.at, count = excluded.count, cleared_at = excluded.cleared_at, version = excluded.version`,
      [item.id, gauge.id, gauge.area, gauge.siteId ?? null, item.severity, item.peak, item.peakAt, item.value, item.at, item.count, item.openedAt, item.clearedAt, item.version]);
    await work.em.query('insert into gauge_item_step (item_id, act, severity, value, at, known_at) values ($1, $2, $3, $4, $5, $6)', [item.id, step.act, item.severity, step.value, at, work.at]);
    work.append(EVENTS[step.act], {
      gaugeId: gauge.id, itemId: item.id, area: gauge.area, parameter: gauge.parameter, ...(gauge.siteId ? { siteId: gauge.siteId } : {}), severity: severityOf(item.severity)!, value: step.value, at: at.toISOString(), count: item.count,
    }, { aggregate: `gauge-item/${item.id}`, version: item.version, street: streetOf(gauge.area), at: at > work.at ? work.at : at });
    return item;
  }
}
