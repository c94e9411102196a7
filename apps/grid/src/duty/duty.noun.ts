import type { Noun } from '@xunling/addressee';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyGivenAgain, DutyHandedBack, DutyOpened, DutyPassed, DutyReported, DutyReturned, DutyStarted, DutyVerified,
} from '@xunling/contracts/classes';
import { measureAnswered, measuresEnded, measuresOpened } from '../measure/follow-duties.js';
import type { KeepPresence } from '../on-post/keep-presence.js';

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
    if (decided.event) await measureAnswered(decided.item, decided.event, work.caller!.userId, decided.when.at, work);
    await presence.checkedIn(decided, work);
  },
});
