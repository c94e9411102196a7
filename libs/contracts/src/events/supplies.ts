import { Event } from '../event.js';
import { Area, Decimal, FreeText, Id, Instant, ListOf, OneOf, Optional, Pattern, Text } from '../fields.js';
import { ItemAcknowledged, ItemAnsweredLate, ItemCheckedIn, ItemEnded, ItemGivenAgain, ItemHandedBack, ItemOpened, ItemPassed, ItemReported, ItemReturned, ItemStarted, ItemVerified } from './item.js';

@Event('supplies.depot.registered', 'A depot exists, with its keeper.')
export class DepotRegistered {
  @Id() depotId: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @OneOf(['CENTRAL', 'CONTRACT', 'STREET', 'PREPOSITION']) kind: string;
  @Optional() @Id() keeperId?: string;
  @Optional() @Id() deputyId?: string;
}
/** Code of an item of stock, as plans and counts write it. */
export const ItemCode = () => Pattern(/^[A-Z][A-Z0-9_]{1,39}$/);
@Event('supplies.stock.item-listed', 'An item of stock exists, with the one unit it is counted in.')
export class StockItemListed { @ItemCode() item: string; @Text(80) name: string; @Text(80) nameEn: string; @Text(20) unit: string }

/** What was found of one item, and by how much the books were off; without `difference` nobody had counted it before. */
export class CountedLine { @ItemCode() item: string; @Text(20) unit: string; @Decimal(0, 1e9) quantity: number; @Optional() @Decimal() difference?: number }
@Event('supplies.stock.counted', 'The keeper counted items of the depot: what is there now.')
export class StockCounted { @Id() countId: string; @Id() depotId: string; @Area() area: string; @ListOf(() => CountedLine, 200, 1) lines: CountedLine[]; @Optional() @FreeText() note?: string; @Id() by: string; @Instant() at: string }
@Event('supplies.requisition.opened', 'The order reached its depot: one order, one requisition (送达).') export class RequisitionOpened extends ItemOpened {}
@Event('supplies.requisition.acknowledged', 'The keeper acknowledged (签收).') export class RequisitionAcknowledged extends ItemAcknowledged {}
@Event('supplies.requisition.checked-in', 'At the depot.') export class RequisitionCheckedIn extends ItemCheckedIn {}
@Event('supplies.requisition.started', 'Being prepared (执行).') export class RequisitionStarted extends ItemStarted {}
@Event('supplies.requisition.reported', 'Reported done (反馈).') export class RequisitionReported extends ItemReported {}
@Event('supplies.requisition.verified', 'Verified by a third person (核验).') export class RequisitionVerified extends ItemVerified {}
@Event('supplies.requisition.returned', 'Sent back with a reason (退回).') export class RequisitionReturned extends ItemReturned {}
@Event('supplies.requisition.ended', 'The order was withdrawn or superseded.') export class RequisitionEnded extends ItemEnded {}
@Event('supplies.requisition.answered-late', 'An answer after the end: kept as a fact.') export class RequisitionAnsweredLate extends ItemAnsweredLate {}
@Event('supplies.requisition.passed', 'Passed to the recorded deputy, who acts from now (交副岗).') export class RequisitionPassed extends ItemPassed {}
@Event('supplies.requisition.handed-back', 'The addressee cannot, and says why: an open question of the superior (交回).') export class RequisitionHandedBack extends ItemHandedBack {}
@Event('supplies.requisition.given-again', 'The superior answered what was handed back: who acts now.') export class RequisitionGivenAgain extends ItemGivenAgain {}
