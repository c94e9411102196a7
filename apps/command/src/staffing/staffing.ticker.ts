import { Inject, Injectable } from '@nestjs/common';
import { SEATS } from '@xunling/contracts';
import { StaffingAlarmed, StaffingCleared } from '@xunling/contracts/classes';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { AHEAD_MS } from '../roster/roster.js';
import { RosterStore } from '../roster/roster.store.js';
import { compact, iso } from '../rows.js';
import { SeatStore } from '../seat/seat.store.js';
import { settle, troublesAt, type Cover } from './staffing.js';
import { StaffingStore } from './staffing.store.js';

/** Looks whether every key post is held, by one person each, and the roster has no gap; says each trouble once and its end. */
@Injectable()
@Ticker({ name: 'staffing', everyMs: 1000 })
export class StaffingTicker {
  constructor(private readonly seats: SeatStore, private readonly rosters: RosterStore, private readonly alarms: StaffingStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    const { zone } = this.origin;
    await this.seats.ensure(em, zone, SEATS, at);
    const ahead = await this.rosters.shifts(em, null, at, new Date(at.getTime() + AHEAD_MS));
    const covers = (await this.rosters.kept(em, at)).map((k): Cover => ({ zone: k.zone, first: k.first, ...(k.before ? { before: k.before } : {}), shifts: ahead.filter((s) => s.zone === k.zone) }));
    const dutyOfficer = (await this.rosters.running(em, zone, at))?.officers[0]?.userId;
    const { raise, clear } = settle(await this.alarms.open(em), troublesAt({ zone, seats: await this.seats.states(em), ...(dutyOfficer ? { dutyOfficer } : {}), covers }, at));
    for (const trouble of raise) {
      const id = newId();
      await this.alarms.raise(em, id, trouble, at);
      const { since, until, posts, ...about } = trouble;
      work.append(StaffingAlarmed, compact({ alarmId: id, ...about, since: iso(since), until: until ? iso(until) : undefined, posts: posts.map((post) => ({ post })), raisedAt: iso(at) }) as StaffingAlarmed, { aggregate: `staffing/${id}`, version: 1, street: '000' });
    }
    for (const { id, kind, about, zone: where } of clear) {
      await this.alarms.clear(em, id, at);
      work.append(StaffingCleared, { alarmId: id, kind, about, zone: where, clearedAt: iso(at) }, { aggregate: `staffing/${id}`, version: 2, street: '000' });
    }
    return raise.length + clear.length;
  }
}
