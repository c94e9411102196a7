import { Inject, Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE } from '@xunling/contracts';
import type { Work } from '@xunling/messaging';
import { answer, type Decision } from './answer.js';
import { EvidenceStore } from './evidence.store.js';
import type { Item } from './item.js';
import { ItemStore } from './item.store.js';
import { NOUN, type Noun } from './noun.js';
import type { VerbInput } from './said.js';

/** One verb of the addressee or the verifier on one item: load under lock, decide, save, append. */
@Injectable()
export class AnswerItem {
  private readonly store: ItemStore;
  private readonly evidence = new EvidenceStore();
  constructor(@Inject(NOUN) private readonly noun: Noun) { this.store = new ItemStore(noun.name); }

  async run(id: string, input: VerbInput, work: Work): Promise<Item> {
    const files = await this.evidence.findMany(work.em, input.evidence ?? []);
    const judged = input.position && this.noun.judge ? await this.noun.judge(id, input.position, work.em) : undefined;
    const decided = await this.store.update(work.em, id, (item) => answer(item, { ...input, files, ...(judged ? { judged } : {}) }, work.caller!, work.at));
    this.append(decided, input.note, work);
    await this.noun.answered?.(decided, work);
    return decided.item;
  }

  private append({ item, event, when: { at, deviceAt } }: Decision, note: string | undefined, work: Work): void {
    if (!event) return;
    const by = work.caller!.userId;
    const meta = { aggregate: `${this.noun.name}/${item.id}`, version: item.version, street: streetOf(item.area, ZONE_WIDE), incidentId: item.incidentId, at: new Date(at) };
    const fact = { itemId: item.id, orderId: item.orderId, area: item.area, by, at, ...(note ? { note } : {}), ...(deviceAt ? { clockOff: true, deviceAt } : {}) };
    const { events } = this.noun;
    switch (event.kind) {
      case 'acknowledged': work.append(events.acknowledged, { ...fact, deputy: event.deputy, late: event.late }, meta); break;
      case 'checked-in': work.append(events.checkedIn, { ...fact, ...(event.position ? { position: event.position } : {}), ...(event.noPositionReason ? { noPositionReason: event.noPositionReason } : {}), ...(event.offPost === undefined ? {} : { offPost: event.offPost, distanceM: event.distanceM! }), late: event.late }, meta); break;
      case 'started': work.append(events.started, fact, meta); break;
      case 'reported': work.append(events.reported, { ...fact, evidence: event.evidence, late: event.late }, meta); break;
      case 'verified': work.append(events.verified, fact, meta); break;
      case 'returned': work.append(events.returned, { ...fact, reason: event.reason, dueAt: event.dueAt }, meta); break;
      case 'answered-late': work.append(events.answeredLate, { ...fact, verb: event.verb }, meta); break;
      case 'passed': work.append(events.passed, { ...fact, to: event.to, dueAt: event.dueAt }, meta); break;
      case 'handed-back': work.append(events.handedBack, { ...fact, reason: event.reason }, meta); break;
      case 'given-again': work.append(events.givenAgain, { ...fact, to: event.to, reason: event.reason, dueAt: event.dueAt, ...(event.reportBy ? { reportBy: event.reportBy } : {}) }, meta); break;
      default: { const never: never = event; throw new Error(`unknown event ${JSON.stringify(never)}`); }
    }
  }
}
