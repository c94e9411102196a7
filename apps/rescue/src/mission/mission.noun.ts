import type { Noun } from '@xunling/addressee';
import {
  MissionAcknowledged, MissionAnsweredLate, MissionCheckedIn, MissionEnded, MissionGivenAgain, MissionHandedBack, MissionOpened, MissionPassed, MissionReported, MissionReturned, MissionStarted, MissionVerified,
} from '@xunling/contracts/classes';

/** A mission is the order of a team. */
export const MISSION: Noun = {
  name: 'mission',
  takes: 'team',
  events: {
    opened: MissionOpened, acknowledged: MissionAcknowledged, checkedIn: MissionCheckedIn, started: MissionStarted, reported: MissionReported,
    verified: MissionVerified, returned: MissionReturned, ended: MissionEnded, answeredLate: MissionAnsweredLate,
    passed: MissionPassed, handedBack: MissionHandedBack, givenAgain: MissionGivenAgain,
  },
};
