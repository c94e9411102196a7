import { Inject, Injectable } from '@nestjs/common';
import { RosterPublished } from '@xunling/contracts/classes';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { iso } from '../rows.js';
import { SeatStore } from '../seat/seat.store.js';
import { StaffingStore } from '../staffing/staffing.store.js';
import { RosterStore } from './roster.store.js';

/** Says who answers now whenever that changes: a shift began or ended. In a gap without a standing roster the next in the chain are the seat holders. */
@Injectable()
@Ticker({ name: 'duty-change', everyMs: 1000 })
export class DutyChangeTicker {
  constructor(private readonly rosters: RosterStore, private readonly seats: SeatStore, private readonly staffing: StaffingStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    const { zone } = this.origin;
    const said = await this.staffing.announced(em, zone);
    const running = await this.rosters.running(em, zone, at);
    const officers = running ? running.officers.map((o) => o.userId) : said ? (await this.seats.all(em)).map((s) => s.userId) : [];
    if (officers.length === 0 || (said && said.officers.join() === officers.join())) return 0;
    await this.staffing.announce(em, zone, running?.id ?? said?.roster_id ?? newId(), officers);
    // the standing roster of the seed was said when it was published
    if (!said && running?.standing) return 0;
    const id = newId();
    work.append(RosterPublished, { rosterId: running?.id ?? said?.roster_id ?? id, zone, officers: [...new Set(officers)], from: iso(at), standing: running?.standing ?? false }, { aggregate: `duty-change/${id}`, version: 1, street: '000' });
    return 0;
  }
}
