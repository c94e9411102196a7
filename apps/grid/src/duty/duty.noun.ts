import type { Noun } from '@xunling/addressee';
import { streetOf } from '@xunling/contracts';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyGivenAgain, DutyHandedBack, DutyOpened, DutyPassed, DutyReported, DutyReturned, DutyStarted, DutyVerified, MeasureExecuted, MeasureVerified,
} from '@xunling/contracts/classes';
import type { KeepPresence } from '../on-post/keep-presence.js';

/** A duty is the order of a post; on a site the fact about the measure is stated beside the fact about the duty. */
export const DUTY: Noun = {
  name: 'duty',
  takes: 'post',
  events: {
    opened: DutyOpened, acknowledged: DutyAcknowledged, checkedIn: DutyCheckedIn, started: DutyStarted, reported: DutyReported,
    verified: DutyVerified, returned: DutyReturned, ended: DutyEnded, answeredLate: DutyAnsweredLate,
    passed: DutyPassed, handedBack: DutyHandedBack, givenAgain: DutyGivenAgain,
  },
  beside(item, event, by, at, work) {
    // a lift is told by command once it is verified: order.lifted
    if (!item.siteId || item.lifts || (event.kind !== 'reported' && event.kind !== 'verified')) return;
    const fact = { siteId: item.siteId, area: item.area, measure: item.measure, orderId: item.orderId, dutyId: item.id, by, at };
    work.append(event.kind === 'reported' ? MeasureExecuted : MeasureVerified, fact,
      { aggregate: `measure/${item.orderId}`, version: item.version, street: streetOf(item.area), incidentId: item.incidentId, at: new Date(at) });
  },
};

/** The duty with what the grid keeps beside it: how far a check-in is from its place, and who is on post. */
export const dutyOnPost = (presence: KeepPresence): Noun => ({
  ...DUTY,
  judge: (id, position, em) => presence.judge(id, position, em),
  answered: (decided, work) => presence.checkedIn(decided, work),
  batch: (opened, ended, work) => presence.fromOrders(opened, ended.filter((e) => e.reason !== 'superseded').map((e) => e.orderId), work),
});
