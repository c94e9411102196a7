import type { Item, ItemEvent, Noun } from '@xunling/addressee';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyGivenAgain, DutyHandedBack, DutyOpened, DutyPassed, DutyReported, DutyReturned, DutyStarted, DutyVerified,
} from '@xunling/contracts/classes';
import { mustBear } from '../evacuation/emptied.js';
import { ledgerAt } from '../evacuation/duty-ledger.view.js';
import { measureAnswered, measuresEnded, measuresOpened } from '../measure/follow-duties.js';
import type { KeepPresence } from '../on-post/keep-presence.js';
import type { Work } from '@xunling/messaging';

/** A duty is the order of a post; on a site the measure moves beside the duty, and who is on post is kept with it, in the same transaction. */
export const dutyNoun = (presence: KeepPresence): Noun => ({
  name: 'duty',
  takes: 'post',
  events: {
    opened: DutyOpened, acknowledged: DutyAcknowledged, checkedIn: DutyCheckedIn, started: DutyStarted, reported: DutyReported,
    verified: DutyVerified, returned: DutyReturned, ended: DutyEnded, answeredLate: DutyAnsweredLate,
    passed: DutyPassed, handedBack: DutyHandedBack, givenAgain: DutyGivenAgain,
  },
  judge: (id, position, em) => presence.judge(id, position, em),
  async batch(opened, ends, work) {
    await measuresOpened(opened, work);
    await measuresEnded(ends.filter((e) => e.item).map((e) => e.orderId), work);
    await presence.fromOrders(opened, ends.filter((e) => e.reason !== 'superseded').map((e) => e.orderId), work);
  },
  async answered(decided, work) {
    if (decided.event) await borneOut(decided.item, decided.event, work);
    if (decided.event) await measureAnswered(decided.item, decided.event, work.caller!.userId, decided.when.at, work);
    await presence.checkedIn(decided, work);
  },
});

/** Moving people out is done and verified on their ledger first (C13). @throws Refusal evacuation.not-moved, evacuation.not-verified */
async function borneOut({ measure, lifts, orderId, area, siteId }: Item, { kind }: ItemEvent, work: Work): Promise<void> {
  if (measure !== 'EVACUATE' || lifts || (kind !== 'reported' && kind !== 'verified')) return;
  mustBear((await ledgerAt(work.em, { orderId, area, siteId })).totals, kind === 'reported' ? 'done' : 'verified');
}
