import { Inject, Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE, type OrderDivided, type OrderIssued, type OrderWithdrawn, type XlEvent } from '@xunling/contracts';
import type { Received, Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import type { Item } from './item.js';
import { ItemStore, type End } from './item.store.js';
import { NOUN, type Noun } from './noun.js';

/** Opens one item per order addressed here, ends what was withdrawn or superseded: a whole batch in a few statements. */
@Injectable()
export class OpenItems {
  private readonly store: ItemStore;
  constructor(@Inject(NOUN) private readonly noun: Noun) { this.store = new ItemStore(noun.name); }

  async run(batch: readonly Received[], work: Work): Promise<void> {
    const issued = batch.filter(isIssued).filter((m) => m.event.data.addressee.kind === this.noun.takes);
    const causes = new Map(issued.map((m) => [m.event.data.orderId, m.event]));
    const items = issued.map((m) => ({ ...itemFor(this.noun, m, work.at), issuedAt: m.event.data.issuedAt }));
    const opened = await this.store.insertMany(work.em, items);
    for (const row of opened) this.open(row, causes.get(row.orderId)!, work);
    const ends = new Map<string, { end: End; cause: XlEvent }>();
    for (const { event } of batch) {
      const end = endBy(event);
      // the first end of an order counts
      if (end && !ends.has(end.orderId)) ends.set(end.orderId, { end, cause: event });
    }
    const ended = await this.store.endMany(work.em, [...ends.values()].map(({ end }) => end));
    for (const { id, orderId, area, version } of ended) {
      const { end, cause } = ends.get(orderId)!;
      this.end(id, area, version, end, work.because(cause));
    }
    if (!this.noun.batch) return;
    const [fresh, over] = [new Set(opened.flatMap((row) => (row.ended ? [] : [row.id]))), new Set(ended.map((row) => row.orderId))];
    await this.noun.batch(items.filter((item) => fresh.has(item.id)), [...ends.values()].map(({ end }) => ({ ...end, item: over.has(end.orderId) })), work);
  }

  private open(row: { id: string; orderId: string; area: string; ended: End['reason'] | null; replacedBy: string | null }, event: XlEvent<OrderIssued>, work: Work): void {
    const o = event.data;
    const because = work.because(event);
    because.append(this.noun.events.opened, {
      itemId: row.id, orderId: row.orderId, area: row.area, addresseeKind: o.addressee.kind, addresseeId: o.addressee.id, measure: o.measure,
      ...(o.force ? { force: o.force } : {}), ...(o.siteId ? { siteId: o.siteId } : {}), dueAt: o.due.acknowledged,
    }, { aggregate: `${this.noun.name}/${row.id}`, version: 1, street: streetOf(row.area, ZONE_WIDE) });
    if (row.ended) this.end(row.id, row.area, 2, { orderId: row.orderId, reason: row.ended, ...(row.replacedBy ? { replacedBy: row.replacedBy } : {}) }, because);
  }

  private end(id: string, area: string, version: number, { orderId, reason, replacedBy }: End, work: Work): void {
    work.append(this.noun.events.ended, { itemId: id, orderId, area, reason, ...(replacedBy ? { replacedBy } : {}) }, { aggregate: `${this.noun.name}/${id}`, version, street: streetOf(area, ZONE_WIDE) });
  }
}

const isIssued = (m: Received): m is Received<OrderIssued> => m.event.type === 'command.order.issued.v1';

/** Which order an event brings to its end: the one that is withdrawn, the one a new order replaces, or the one whose work is its parts' now. */
function endBy(event: XlEvent): End | undefined {
  if (event.type === 'command.order.divided.v1') return { orderId: (event.data as OrderDivided).orderId, reason: 'divided' };
  if (event.type === 'command.order.withdrawn.v1') return { orderId: (event.data as OrderWithdrawn).orderId, reason: 'withdrawn' };
  const { orderId, supersedes } = event.data as OrderIssued;
  return supersedes ? { orderId: supersedes, reason: 'superseded', replacedBy: orderId } : undefined;
}

function itemFor(noun: Noun, { event }: Received<OrderIssued>, at: Date): Item {
  const o = event.data;
  return {
    id: derivedId(noun.name, o.orderId), orderId: o.orderId, incidentId: o.incidentId, area: o.area, addresseeId: o.addressee.id, addresseeName: o.addressee.name,
    measure: o.measure as Item['measure'], ...(o.scope ? { scope: o.scope as NonNullable<Item['scope']> } : {}), ...(o.force ? { force: o.force } : {}), ...(o.level ? { level: o.level } : {}), ...(o.siteId ? { siteId: o.siteId } : {}),
    textZh: o.textZh, textEn: o.textEn, evidenceAsked: o.evidence as Item['evidenceAsked'], holderId: o.holderId, ...(o.deputyId ? { deputyId: o.deputyId } : {}), issuedBy: o.issuedBy, ...(o.signedBy ? { signedBy: o.signedBy } : {}), ...(o.lifts ? { lifts: o.lifts } : {}),
    due: o.due, state: 'open', version: 1, openedAt: at.toISOString(), rounds: [],
  };
}
