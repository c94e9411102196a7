import type { Noun } from '@xunling/addressee';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyOpened, DutyReported, DutyReturned, DutyStarted, DutyVerified,
} from '@xunling/contracts/classes';
import { measureAnswered, measuresEnded, measuresOpened } from '../measure/follow-duties.js';

/** A duty is the order of a post; on a site the measure moves beside the duty, in the same transaction. */
export const DUTY: Noun = {
  name: 'duty',
  takes: 'post',
  events: {
    opened: DutyOpened, acknowledged: DutyAcknowledged, checkedIn: DutyCheckedIn, started: DutyStarted, reported: DutyReported,
    verified: DutyVerified, returned: DutyReturned, ended: DutyEnded, answeredLate: DutyAnsweredLate,
  },
  opened: measuresOpened,
  beside: measureAnswered,
  ended: measuresEnded,
};
