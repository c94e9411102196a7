import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RosterPublished, SeatTaken } from '@xunling/contracts/classes';
import { CONFIG, Transactions, type Work } from '@xunling/messaging';
import { derivedId, type ServiceConfig } from '@xunling/platform';
import { personId, SAMPLE_ROSTER, SAMPLE_SEATS, sampleAccounts, samplePosts } from '@xunling/sample';
import { ContactStore } from '../callout/contact.store.js';
import { WritePlan } from '../plan/write-plan.js';
import { SAMPLE_PLAN } from '../plan/sample-plan.js';
import { RosterStore } from '../roster/roster.store.js';
import { iso } from '../rows.js';
import { SeatStore } from '../seat/seat.store.js';

/** Command's part of the sample district: seats, roster and the sample plan, once, where the tables are empty. */
@Injectable()
export class SeedSample implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: ServiceConfig, private readonly transactions: Transactions, private readonly seats: SeatStore, private readonly rosters: RosterStore, private readonly plans: WritePlan, private readonly contacts: ContactStore,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.seed === 'sample') await this.transactions.run({ actor: 'system:command' }, (work) => this.execute(work));
  }

  async execute(work: Work): Promise<void> {
    // two instances that start at once: the second waits here and then finds the rows
    await work.em.query(`select pg_advisory_xact_lock(hashtext('command-seed'))`);
    await this.contactsOf(work);
    if ((await this.seats.states(work.em)).some((s) => s.version > 0)) return;
    const names = new Map(sampleAccounts().map((a) => [a.userId, a.name]));
    const zone = this.config.zone;
    for (const [seat, username] of Object.entries(SAMPLE_SEATS) as ['commander' | 'deputy', string][]) {
      const userId = personId(username);
      await this.seats.ensure(work.em, zone, [seat], work.at);
      await this.seats.move(work.em, { seat, zone, holder: { userId, name: names.get(userId) ?? username }, since: work.at, version: 1 }, { how: 'seeded' });
      work.append(SeatTaken, { seat, zone, userId, from: iso(work.at) }, { aggregate: `seat/${seat}`, version: 1, street: '000' });
    }
    const officers = SAMPLE_ROSTER.map((username) => ({ userId: personId(username), name: names.get(personId(username)) ?? username }));
    const id = derivedId('roster', `${zone}|standing`);
    await this.rosters.put(work.em, { id, zone, officers, since: work.at, until: null, withdrawnAt: null, standing: true, version: 1 });
    work.append(RosterPublished, { rosterId: id, zone, officers: officers.map((o) => o.userId), from: iso(work.at), standing: true }, { aggregate: `roster/${id}`, version: 1, street: '000' });
    await this.plans.seed(SAMPLE_PLAN, work);
  }
  /** Everybody of the sample is called on screen, after whatever else is written down for them; numbers are nobody's, so none is invented. Known by account, confirmed and proven by nobody yet. */
  private async contactsOf(work: Work): Promise<void> {
    if (await this.contacts.any(work.em)) return;
    const area = new Map<string, string>();
    for (const post of samplePosts()) for (const who of [post.holder, post.deputy]) if (who && (area.get(who)?.length ?? 99) > post.area.length) area.set(who, post.area);
    await this.contacts.insert(work.em, [...area].map(([who, where]) => { const userId = personId(who); return { id: derivedId('contact', `${userId}|on-screen`), userId, area: where, kind: 'on-screen', address: '', order: 9 }; }));
  }
}
