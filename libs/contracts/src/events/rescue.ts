import { Event } from '../event.js';
import { Area, Id, OneOf, Optional, Text } from '../fields.js';
import { ItemAcknowledged, ItemAnsweredLate, ItemCheckedIn, ItemEnded, ItemGivenAgain, ItemHandedBack, ItemOpened, ItemPassed, ItemReported, ItemReturned, ItemStarted, ItemVerified } from './item.js';

@Event('rescue.team.registered', 'A rescue team exists, with its leader.')
export class TeamRegistered {
  @Id() teamId: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @OneOf(['PROFESSIONAL', 'MASS']) kind: string;
  @Optional() @Id() leaderId?: string;
  @Optional() @Id() deputyId?: string;
}
@Event('rescue.mission.opened', 'The order reached its team: one order, one mission (送达).') export class MissionOpened extends ItemOpened {}
@Event('rescue.mission.acknowledged', 'The leader acknowledged (签收).') export class MissionAcknowledged extends ItemAcknowledged {}
@Event('rescue.mission.checked-in', 'On scene.') export class MissionCheckedIn extends ItemCheckedIn {}
@Event('rescue.mission.started', 'Under way (执行).') export class MissionStarted extends ItemStarted {}
@Event('rescue.mission.reported', 'Reported done (反馈).') export class MissionReported extends ItemReported {}
@Event('rescue.mission.verified', 'Verified by a third person (核验).') export class MissionVerified extends ItemVerified {}
@Event('rescue.mission.returned', 'Sent back with a reason (退回).') export class MissionReturned extends ItemReturned {}
@Event('rescue.mission.ended', 'The order was withdrawn or superseded.') export class MissionEnded extends ItemEnded {}
@Event('rescue.mission.answered-late', 'An answer after the end: kept as a fact.') export class MissionAnsweredLate extends ItemAnsweredLate {}
@Event('rescue.mission.passed', 'Passed to the recorded deputy, who acts from now (交副岗).') export class MissionPassed extends ItemPassed {}
@Event('rescue.mission.handed-back', 'The addressee cannot, and says why: an open question of the superior (交回).') export class MissionHandedBack extends ItemHandedBack {}
@Event('rescue.mission.given-again', 'The superior answered what was handed back: who acts now.') export class MissionGivenAgain extends ItemGivenAgain {}
