import type { Noun } from '@xunling/addressee';
import {
  RequisitionAcknowledged, RequisitionAnsweredLate, RequisitionCheckedIn, RequisitionEnded, RequisitionGivenAgain, RequisitionHandedBack, RequisitionOpened, RequisitionPassed, RequisitionReported, RequisitionReturned, RequisitionStarted, RequisitionVerified,
} from '@xunling/contracts/classes';

/** A requisition is the order of a depot. */
export const REQUISITION: Noun = {
  name: 'requisition',
  takes: 'depot',
  events: {
    opened: RequisitionOpened, acknowledged: RequisitionAcknowledged, checkedIn: RequisitionCheckedIn, started: RequisitionStarted, reported: RequisitionReported,
    verified: RequisitionVerified, returned: RequisitionReturned, ended: RequisitionEnded, answeredLate: RequisitionAnsweredLate,
    passed: RequisitionPassed, handedBack: RequisitionHandedBack, givenAgain: RequisitionGivenAgain,
  },
};
