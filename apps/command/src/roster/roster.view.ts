import { Inject, Injectable } from '@nestjs/common';
import type { CommandPage, RosterCover, RosterCoverInput, RosterList, RosterView } from '@xunling/contracts/classes';
import { ORIGIN, type Origin } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { gapsIn, type Shift } from './roster.js';
import { RosterStore, type RosterRow } from './roster.store.js';

const DAY_MS = 24 * 3_600_000;
export const shown = (r: RosterRow): RosterView => compact({
  id: r.id, zone: r.zone, officers: r.officers, from: iso(r.since), until: r.until ? iso(r.until) : undefined, standing: r.standing, withdrawnAt: r.withdrawnAt ? iso(r.withdrawnAt) : undefined,
}) as RosterView;
const shownShift = (s: Shift): RosterView => ({ id: s.id, zone: s.zone, officers: s.officers, from: iso(s.from), until: iso(s.until), standing: false });

@Injectable()
export class RosterViews {
  constructor(private readonly rosters: RosterStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async list(em: EntityManager, input: CommandPage): Promise<RosterList> {
    const limit = limitOf(input.limit);
    return page(await this.rosters.page(em, positionOf(input.cursor), limit + 1), limit, shown);
  }

  /** The next days with what nobody covers; an area that never kept shifts is covered by its standing roster. */
  async cover(em: EntityManager, input: RosterCoverInput, at: Date): Promise<RosterCover> {
    const zone = input.zone ?? this.origin.zone;
    const until = new Date(at.getTime() + (input.days ?? 7) * DAY_MS);
    const shifts = await this.rosters.shifts(em, zone, at, until);
    const kept = (await this.rosters.kept(em, at)).find((k) => k.zone === zone);
    const running = await this.rosters.running(em, zone, at);
    const from = kept && kept.first > at ? kept.first : at;
    const standing = running?.standing && !kept;
    const gaps = standing || from >= until ? [] : gapsIn(shifts, { from, until }).map((g) => ({ from: iso(g.from), until: iso(g.until) }));
    return { zone, from: iso(at), until: iso(until), shifts: shifts.map(shownShift), gaps, now: running?.officers ?? [], gap: !running || (running.standing && !!kept && kept.first <= at) };
  }
}
