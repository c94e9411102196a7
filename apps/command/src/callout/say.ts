import { streetOf } from '@xunling/contracts';
import { CalloutNotRung, CalloutPassed, CalloutRung, type EventClass } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { compact, iso } from '../rows.js';
import { calleeAt } from './advance.js';
import type { AttemptRow, CalloutRow, PersonRow } from './callout.store.js';

/** One event carries this many rows at most. */
const MOST = 500;
const streetCode = (area: string): string => area.slice(0, 9);

/** Says what happened to many rows of a campaign: one event per street and kind; answers the campaign with its new version. */
export class Saying {
  private readonly events: { event: EventClass<object>; area: string; data: object }[] = [];
  constructor(private readonly callout: CalloutRow, private readonly at: Date) {}

  rung(attempts: readonly AttemptRow[], areaOf: (rowId: string) => string): void {
    this.each(attempts, (a) => `${streetCode(areaOf(a.rowId))}|${a.channel}`, (key, some) => {
      const [area, channel] = key.split('|') as [string, string];
      return { event: CalloutRung, area, data: { calloutId: this.callout.id, area, channel, rings: some.map((a) => ({ attemptId: a.id, rowId: a.rowId, userId: a.userId, role: a.role, n: a.n })), at: iso(this.at) } };
    });
  }

  notRung(attempts: readonly AttemptRow[], areaOf: (rowId: string) => string): void {
    this.each(attempts, (a) => streetCode(areaOf(a.rowId)), (area, some) =>
      ({ event: CalloutNotRung, area, data: { calloutId: this.callout.id, area, items: some.map((a) => ({ rowId: a.rowId, userId: a.userId, channel: a.channel, reason: a.reason ?? a.state })), at: iso(this.at) } }));
  }

  passed(rows: readonly PersonRow[], by?: string, reason?: string): void {
    this.each(rows, (r) => streetCode(r.area), (area, some) => ({
      event: CalloutPassed, area, data: compact({ calloutId: this.callout.id, area, moves: some.map((r) => compact({ rowId: r.id, userId: r.userId, state: r.state, step: r.step, calleeId: calleeAt(r) })), by, reason, at: iso(this.at) }),
    }));
  }

  /** Appends what was gathered. */
  append(work: Work): CalloutRow {
    let { version } = this.callout;
    for (const { event, area, data } of this.events) work.append(event, data, { aggregate: `callout/${this.callout.id}`, version: ++version, street: streetOf(area, '000'), ...(this.callout.incidentId ? { incidentId: this.callout.incidentId } : {}) });
    return { ...this.callout, version };
  }

  private each<T>(list: readonly T[], key: (item: T) => string, event: (key: string, some: T[]) => { event: EventClass; area: string; data: object }): void {
    const groups = new Map<string, T[]>();
    for (const item of list) { const k = key(item); const group = groups.get(k); if (group) group.push(item); else groups.set(k, [item]); }
    for (const [k, items] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) for (let i = 0; i < items.length; i += MOST) this.events.push(event(k, items.slice(i, i + MOST)) as { event: EventClass<object>; area: string; data: object });
  }
}
