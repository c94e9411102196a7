import { Inject, Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { PublishRoster as Operation, RosterScheduled, RosterWithdrawn, type PublishRosterInput, type WithdrawRosterInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { KnownStore } from '../known/known.store.js';
import { iso } from '../rows.js';
import { mayPublish, type Shift } from './roster.js';
import { RosterStore, type RosterRow } from './roster.store.js';

/** Publishes shifts, all or none, and takes one back. */
@Injectable()
export class PublishRoster {
  constructor(private readonly rosters: RosterStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async execute(input: PublishRosterInput, work: Work): Promise<RosterRow[]> {
    const { em, at } = work;
    const zone = input.zone ?? this.origin.zone;
    const by = callerOf(work);
    if (!mayOver(by, Operation.roles, zone)) throw new Refusal('access.area');
    // the zone itself is there before anybody told of its areas
    if (zone !== this.origin.zone && !(await this.known.district(em)).area(zone)) throw new Refusal('area.unknown');
    await this.rosters.turn(em);
    const shifts: Shift[] = input.shifts.map((s) => ({ id: newId(), zone, officers: s.officers.map(({ userId, name }) => ({ userId, name })), from: new Date(s.from), until: new Date(s.until) }));
    const [first, last] = [Math.min(...shifts.map((s) => s.from.getTime())), Math.max(...shifts.map((s) => s.until.getTime()))];
    mayPublish(shifts, await this.rosters.shifts(em, null, new Date(first), new Date(last)), at);
    const rows = shifts.map((s): RosterRow => ({ id: s.id, zone, officers: s.officers, since: s.from, until: s.until, withdrawnAt: null, standing: false, version: 1 }));
    for (const row of rows) {
      await this.rosters.put(em, row);
      work.append(RosterScheduled, { rosterId: row.id, zone, officers: row.officers.map((o) => o.userId), from: iso(row.since), until: iso(row.until!), by: by.userId }, { aggregate: `roster/${row.id}`, version: 1, street: '000' });
    }
    return rows;
  }

  async withdraw({ id, reason }: WithdrawRosterInput, work: Work): Promise<RosterRow> {
    const { em, at } = work;
    const by = callerOf(work);
    await this.rosters.turn(em);
    const row = await this.rosters.lock(em, id);
    if (!mayOver(by, Operation.roles, row.zone)) throw new Refusal('access.area');
    if (row.standing || row.withdrawnAt || row.until! <= at) throw new Refusal('state.conflict', { state: row.standing ? 'standing' : row.withdrawnAt ? 'withdrawn' : 'over', allowed: [] });
    await this.rosters.withdraw(em, id, at);
    work.append(RosterWithdrawn, { rosterId: id, zone: row.zone, by: by.userId, reason, withdrawnAt: iso(at) }, { aggregate: `roster/${id}`, version: row.version + 1, street: '000' });
    return this.rosters.lock(em, id);
  }
}
