import { AREA_KINDS, FORCES, POST_KINDS } from '../codes.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, OneOf, Optional, Sha256, Strings, Text, Whole } from '../fields.js';
import { ItemAcknowledged, ItemAnsweredLate, ItemCheckedIn, ItemEnded, ItemGivenAgain, ItemHandedBack, ItemOpened, ItemPassed, ItemReported, ItemReturned, ItemStarted, ItemVerified } from './item.js';

@Event('grid.area.opened', 'A node of the area tree is valid from now.')
export class AreaOpened {
  @Area() code: string;
  @OneOf(AREA_KINDS) kind: string;
  @Text(120) name: string;
  @Text(120) nameEn: string;
  /** Node that owns a street's rows: `c` or `e<street>`. */
  @Text(10) homeNode: string;
  /** Closed outer ring, `[lon, lat]` pairs as "lon lat" strings, WGS84; schematic in the sample district. */
  @Strings(/^-?\d+(\.\d+)? -?\d+(\.\d+)?$/, 5000) ring: string[];
  @OneOf(['WGS84']) datum: string;
  /** What the ring was drawn in before it was turned into WGS84. */
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  @Instant() validFrom: string;
}

@Event('grid.area.closed', 'A node of the area tree is no more from now; its code is never used again.')
export class AreaClosed { @Area() code: string; @FreeText() reason: string; @Id() by: string; @Instant() validTo: string }

export class PostFact {
  @Id() postId: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @Optional() @OneOf(FORCES) force?: string;
  /** LEADER takes the packets of its force; HEAD is the superior of the street; the rest are named for what they do. */
  @OneOf(POST_KINDS) kind: string;
  /** Site a KEEPER post keeps. */
  @Optional() @Id() siteId?: string;
}
@Event('grid.post.opened', 'A duty seat exists.') export class PostOpened extends PostFact {}

@Event('grid.post.held', 'Who holds a post now, and the recorded deputy (B角); neither means vacant.')
export class PostHeld { @Id() postId: string; @Area() area: string; @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; @Instant() from: string }

@Event('grid.duty.opened', 'The order reached its addressee: one order, one duty (送达).') export class DutyOpened extends ItemOpened {}
@Event('grid.duty.acknowledged', 'The holder or the recorded deputy acknowledged (签收).') export class DutyAcknowledged extends ItemAcknowledged {}
@Event('grid.duty.checked-in', 'On site (到岗): the duty is executing.') export class DutyCheckedIn extends ItemCheckedIn {}
@Event('grid.duty.started', 'Work began without a check-in (执行).') export class DutyStarted extends ItemStarted {}
@Event('grid.duty.reported', 'Done, with the evidence the measure asks for (反馈).') export class DutyReported extends ItemReported {}
@Event('grid.duty.verified', 'A third person verified the work (核验).') export class DutyVerified extends ItemVerified {}
@Event('grid.duty.returned', 'Sent back with a reason and a deadline (退回).') export class DutyReturned extends ItemReturned {}
@Event('grid.duty.ended', 'The order was withdrawn or superseded.') export class DutyEnded extends ItemEnded {}
@Event('grid.duty.answered-late', 'An answer after the end: kept as a fact.') export class DutyAnsweredLate extends ItemAnsweredLate {}
@Event('grid.duty.passed', 'Passed to the recorded deputy, who acts from now (交副岗).') export class DutyPassed extends ItemPassed {}
@Event('grid.duty.handed-back', 'The addressee cannot, and says why: an open question of the superior (交回).') export class DutyHandedBack extends ItemHandedBack {}
@Event('grid.duty.given-again', 'The superior answered what was handed back: who acts now.') export class DutyGivenAgain extends ItemGivenAgain {}

@Event('grid.evidence.stored', 'A file was stored under its hash.')
export class EvidenceStored {
  @Id() evidenceId: string;
  @Sha256() sha256: string;
  @Text(40) mediaType: string;
  @Whole(1, 10_485_760) bytes: number;
  @Area() area: string;
  @Id() by: string;
  @Optional() @Instant() takenAt?: string;
  @Instant() receivedAt: string;
  /** What is served outside the owner's line: the picture without its EXIF. Where it was taken stays in the record. */
  @Optional() @Sha256() servedSha256?: string;
}

