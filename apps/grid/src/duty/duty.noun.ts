import type { Noun } from '@xunling/addressee';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyGivenAgain, DutyHandedBack, DutyOpened, DutyPassed, DutyReported, DutyReturned, DutyStarted, DutyVerified,
} from '@xunling/contracts/classes';
import { measureAnswered, measuresEnded, measuresOpened } from '../measure/follow-duties.js';
import type { KeepPresence } from '../on-post/keep-presence.js';

/** A duty is the order of a post; on a site the measure moves beside the duty, in the same transaction. */
export const DUTY: Noun = {
  name: 'duty',
  takes: 'post',
  events: {
    opened: DutyOpened, acknowledged: DutyAcknowledged, checkedIn: DutyCheckedIn, started: DutyStarted, reported: DutyReported,
    verified: DutyVerified, returned: DutyReturned, ended: DutyEnded, answeredLate: DutyAnsweredLate,
    passed: DutyPassed, handedBack: DutyHandedBack, givenAgain: DutyGivenAgain,
  },
  opened: measuresOpened,
  beside: measureAnswered,
  ended: measuresEnded,
};

/** The duty with what the grid keeps beside it: how far a check-in is from its place, and who is on post. */
export const dutyOnPost = (presence: KeepPresence): Noun => ({
  ...DUTY,
  judge: (id, position, em) => presence.judge(id, position, em),
  answered: (decided, work) => presence.checkedIn(decided, work),
  batch: (opened, ended, work) => presence.fromOrders(opened, ended.filter((e) => e.reason !== 'superseded').map((e) => e.orderId), work),
});
