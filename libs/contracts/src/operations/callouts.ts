import { COLOURS, LEVELS } from '../codes.js';
import { ANSWER_VERDICTS, CALLEE_ROLES, CALLOUT_CHANNELS, CALLOUT_MESSAGE, CALLOUT_ROW_STATES, CALLOUT_STEPS } from '../events/callouts.js';
import { Area, Areas, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Pattern, QueryFlag, QueryWhole, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** 叫应: call until answered. Rows 9, 60, 61, 98, 151; domain.md D.6; requirements C4, C5, C18. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const CALLERS = ['commander', 'duty-officer', 'sub-district-officer'] as const;
const READERS = [...CALLERS, 'administrator', 'department-officer', 'auditor', 'observer'] as const;
const KEEPERS = ['administrator', 'commander', 'duty-officer', 'sub-district-officer'] as const;

export class CalloutStreet { @Area() area: string; @Whole() persons: number; @Whole() reached: number; @Whole() ringing: number; @Whole() unreached: number; /** Rings that a channel has accepted. */ @Whole() tries: number }
/** A warning of another issuer that this campaign calls for as well. */
export class CalloutJoin { @Id() warningId: string; @OneOf(COLOURS) colour: string; @Whole() persons: number; @Instant() at: string }
export class CalloutView {
  @Id() id: string;
  @OneOf(['alarm', 'test']) kind: string;
  @OneOf(['running', 'ended', 'superseded', 'withdrawn', 'expired']) state: string;
  @Optional() @Id() incidentId?: string;
  @Optional() @Id() warningId?: string;
  @Areas(100, 1) areas: string[];
  @Optional() @OneOf(COLOURS) colour?: string;
  @Optional() @OneOf(LEVELS) level?: string;
  @Flag() lifeSafety: boolean;
  @FreeText(CALLOUT_MESSAGE) messageZh: string;
  @Optional() @FreeText(300) messageEn?: string;
  @Id() by: string;
  /** Begun by the warning itself; `by` is then the officer on duty in whose name it rings. */
  @Flag() automatic: boolean;
  /** Minutes one person may be silent before the next is asked. */
  @Whole(1, 240) hopMinutes: number;
  @Instant() startedAt: string;
  @Optional() @Instant() endedAt?: string;
  @Optional() @FreeText() note?: string;
  /** How often the same signal came again. */
  @Whole() updates: number;
  @Optional() @ListOf(() => CalloutJoin, 100) joined?: CalloutJoin[];
  @Whole() persons: number;
  @Whole() reached: number;
  @Whole() ringing: number;
  @Whole() unreached: number;
  /** Of those unreached, how many were told in person at their door. */
  @Whole() toldAtDoor: number;
  /** Of those reached, how many answered after they were listed as unreached. */
  @Whole() late: number;
  /** Persons to whom at least one message was handed and accepted by a real channel. */
  @Whole() handed: number;
  /** Persons none of whose channels is real here. */
  @Whole() notRingable: number;
  /** Messages held back by the hourly limit. */
  @Whole() suppressed: number;
  /** Messages no channel took by their deadline. */
  @Whole() failed: number;
  /** Simulated messages: none of them counts as handed over. */
  @Whole() simulated: number;
  @ListOf(() => CalloutStreet, 200) streets: CalloutStreet[];
}
export class CalloutPage { @ListOf(() => CalloutView, 100) items: CalloutView[]; @Optional() @Text(400) nextCursor?: string }
export class StartedCallout extends CalloutView { /** The same signal was being called already: nobody is called anew. */ @Flag() continued: boolean }

export class CalloutTry { @Id() attemptId: string; @Id() userId: string; @OneOf(CALLEE_ROLES) role: string; @OneOf(CALLOUT_CHANNELS) channel: string; @Whole(1, 99) n: number; @OneOf(['queued', 'accepted', 'failed', 'suppressed', 'simulated', 'cancelled']) state: string; @Instant() at: string; @Optional() @Instant() acceptedAt?: string; @Optional() @Text(200) reason?: string }
export class CalloutReceipt { @Id() by: string; @OneOf(CALLEE_ROLES) role: string; @OneOf(CALLOUT_CHANNELS) channel: string; @Whole(0, 3600) heardSeconds: number; @OneOf(ANSWER_VERDICTS) verdict: string; @Instant() at: string }
export class DoorCheck { @Flag() told: boolean; @FreeText() note: string; @Id() by: string; @Instant() at: string }
export class CalloutRowView {
  @Id() id: string;
  @Id() userId: string;
  @Text(200) post: string;
  @Area() area: string;
  @OneOf(CALLOUT_ROW_STATES) state: string;
  @OneOf(CALLOUT_STEPS) step: string;
  @Optional() @Id() deputyId?: string;
  @Optional() @Id() superiorId?: string;
  @Optional() @Id() reachedBy?: string;
  @Optional() @OneOf(CALLOUT_CHANNELS) reachedOn?: string;
  @Optional() @Instant() reachedAt?: string;
  @Flag() late: boolean;
  @Optional() @Instant() unreachedAt?: string;
  /** The superior who took it over. */
  @Optional() @Id() takenBy?: string;
  /** What was found at the door; the call itself stays unanswered. */
  @Optional() @Nested(() => DoorCheck) door?: DoorCheck;
  /** Channels the person has that cannot be rung here: no carrier is connected. */
  @Strings(/^[a-z-]{3,12}$/, 5) notRingable: string[];
  /** The newest 24; answers the newest 12. */ @ListOf(() => CalloutTry, 24) tries: CalloutTry[];
  @ListOf(() => CalloutReceipt, 12) answers: CalloutReceipt[];
}
export class CalloutRows { @ListOf(() => CalloutRowView, 50) items: CalloutRowView[]; @Optional() @Text(400) nextCursor?: string }
export class CalloutById { @Id() id: string }
export class ListCalloutsInput { @Optional() @Id() incident?: string; @Optional() @OneOf(['running', 'over']) state?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 50) limit?: number }
export class ListCalloutRowsInput extends CalloutById { @Optional() @OneOf(CALLOUT_ROW_STATES) state?: string; @Optional() @Area() area?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 50) limit?: number }
export class StartCalloutInput {
  @Optional() @Id() incidentId?: string;
  @Optional() @Id() warningId?: string;
  @Areas(100, 1) areas: string[];
  /** Of the warning, where one is named. */
  @Optional() @OneOf(COLOURS) colour?: string;
  @Optional() @OneOf(LEVELS) level?: string;
  /** What every person hears: short enough to be spoken in twenty seconds. */
  @FreeText(CALLOUT_MESSAGE) messageZh: string;
  @Optional() @FreeText(300) messageEn?: string;
}
export class AnswerCalloutInput extends CalloutById { @Id() rowId: string; /** Seconds of the message that were on screen; never more than have passed since the ring. */ @Whole(0, 3600) heardSeconds: number; /** False: turned away. */ @Flag() answered: boolean }
export class PassCalloutRowInput extends CalloutById { @Id() rowId: string; @OneOf(['superior', 'door']) to: string; @FreeText() reason: string }
export class DoorCheckInput extends CalloutById { @Id() rowId: string; @Flag() told: boolean; @FreeText() note: string }
export class EndCalloutInput extends CalloutById { @FreeText() note: string }
export class MyCallout { @Id() calloutId: string; @Id() rowId: string; @OneOf(['alarm', 'test']) kind: string; @OneOf(CALLEE_ROLES) role: string; @Id() userId: string; @Text(200) post: string; @Area() area: string; @FreeText(CALLOUT_MESSAGE) messageZh: string; @Optional() @FreeText(300) messageEn?: string; @Optional() @OneOf(COLOURS) colour?: string; @Optional() @OneOf(LEVELS) level?: string; @Instant() rungAt: string; @Whole(1, 99) n: number }
export class MyCallouts { @ListOf(() => MyCallout, 100) items: MyCallout[] }
export class SuppressedMessage { @Id() attemptId: string; @Id() rowId: string; @Id() userId: string; @OneOf(CALLOUT_CHANNELS) channel: string; @Text(80) reason: string; @Instant() at: string }
export class SuppressedPage { @ListOf(() => SuppressedMessage, 200) items: SuppressedMessage[]; @Optional() @Text(400) nextCursor?: string }
export class ListSuppressedInput extends CalloutById { @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }

export class ChannelView { @OneOf(CALLOUT_CHANNELS) kind: string; /** Real: can be rung here. Simulated: labelled, never counts. Absent: not set up. */ @OneOf(['real', 'simulated', 'absent']) state: string; /** Whether an answer on it proves that the person heard. */ @Flag() proves: boolean }
export class ChannelList { @ListOf(() => ChannelView, 5) items: ChannelView[] }

export class ReceiptInput { @Id() attemptId: string; /** Who answered, as the carrier knows it. */ @Id() by: string; @Whole(0, 3600) heardSeconds: number; @Flag() answered: boolean }
export class PostReceiptsInput { /** Unix seconds; at most five minutes off. */ @Whole(0, 99_999_999_999) timestamp: number; @ListOf(() => ReceiptInput, 500, 1) receipts: ReceiptInput[]; /** HMAC-SHA256 over the timestamp and one line `attemptId|by|heardSeconds|answered` per receipt, joined by line feeds. */ @Pattern(/^[0-9a-f]{64}$/) signature: string }
export class ReceiptVerdict { @Id() attemptId: string; @OneOf([...ANSWER_VERDICTS, 'unknown', 'not-addressee']) verdict: string }
export class PostedReceipts { @ListOf(() => ReceiptVerdict, 500) items: ReceiptVerdict[] }

export class ContactView {
  @Id() id: string;
  @Id() userId: string;
  @Area() area: string;
  @OneOf(CALLOUT_CHANNELS) kind: string;
  /** Masked for whom it is none of their business. */
  @Text(200, 0) address: string;
  @Flag() masked: boolean;
  @Whole(1, 9) order: number;
  @Optional() @Instant() confirmedAt?: string;
  @Optional() @Id() confirmedBy?: string;
  @Optional() @Instant() provenAt?: string;
  /** Answered on since this season began. */
  @Flag() proven: boolean;
  @Flag() confirmed: boolean;
  /** Not confirmed by 20 April of the season. */
  @Flag() overdue: boolean;
}
export class ContactPage { @ListOf(() => ContactView, 200) items: ContactView[]; @Optional() @Text(400) nextCursor?: string }
export class ListContactsInput { @Optional() @Area() area?: string; @Optional() @Id() user?: string; /** Those neither proven nor confirmed alone. */ @Optional() @QueryFlag() unproven?: boolean; @Optional() @QueryFlag() unconfirmed?: boolean; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class StateContactInput { @Id() userId: string; @OneOf(CALLOUT_CHANNELS) kind: string; @Text(200, 0) address: string; @Whole(1, 9) order: number }
export class ContactById { @Id() id: string }
export class TestContactsInput { @Areas(100, 1) areas: string[] }

export const ListCallouts = defineOperation({ name: 'command.callout.list', http: 'GET /api/callouts', summary: 'Callouts with their figures, newest first.', input: ListCalloutsInput, output: CalloutPage, roles: READERS, write: false, example: {} });
export const StartCallout = defineOperation({ name: 'command.callout.start', http: 'POST /api/callouts', summary: 'Call the responsible persons of areas until each has heard the whole message and answered.', input: StartCalloutInput, output: StartedCallout, status: 201, roles: CALLERS, write: true, example: { areas: ['410171561'], level: 'II', messageZh: '暴雨红色预警，请立即到岗，组织低洼处人员转移。' } });
export const ListMyCallouts = defineOperation({ name: 'command.callout.mine', http: 'GET /api/callouts/mine', summary: 'Calls that wait for the caller: as the person, the recorded deputy or the superior.', output: MyCallouts, roles: ['*'], write: false, example: {} });
export const ListChannels = defineOperation({ name: 'command.callout.channels', http: 'GET /api/callouts/channels', summary: 'What can be rung here, what is simulated, what is not there.', output: ChannelList, roles: READERS, write: false, example: {} });
export const PostReceipts = defineOperation({ name: 'command.callout.receipts', http: 'POST /api/callouts/receipts', summary: 'Answers a carrier brings back; held to the shared secret, not to a session.', input: PostReceiptsInput, output: PostedReceipts, roles: ['public'], write: true, example: { timestamp: 1626768000, receipts: [{ attemptId: AN_ID, by: AN_ID, heardSeconds: 20, answered: true }], signature: '0'.repeat(64) } });
export const GetCallout = defineOperation({ name: 'command.callout.get', http: 'GET /api/callouts/:id', summary: 'One callout with its figures per street.', input: CalloutById, output: CalloutView, roles: READERS, write: false, example: { id: AN_ID } });
export const ListCalloutRows = defineOperation({ name: 'command.callout.rows', http: 'GET /api/callouts/:id/rows', summary: 'Its persons: reached, ringing, unreached, with tries and receipts.', input: ListCalloutRowsInput, output: CalloutRows, roles: READERS, write: false, example: { id: AN_ID, state: 'unreached' } });
export const ListSuppressed = defineOperation({ name: 'command.callout.suppressed', http: 'GET /api/callouts/:id/suppressed', summary: 'Messages that were held back or not handed over, each with its reason.', input: ListSuppressedInput, output: SuppressedPage, roles: READERS, write: false, example: { id: AN_ID } });
export const AnswerCallout = defineOperation({ name: 'command.callout.answer', http: 'POST /api/callouts/:id/answer', summary: 'Answer a call on screen, as the person called, the recorded deputy or the superior.', input: AnswerCalloutInput, output: CalloutReceipt, roles: ['*'], write: true, example: { id: AN_ID, rowId: AN_ID, heardSeconds: 20, answered: true } });
export const PassCalloutRow = defineOperation({ name: 'command.callout.pass', http: 'POST /api/callouts/:id/rows/:rowId/pass', summary: 'Hand a row to the superior or to a door check without waiting.', input: PassCalloutRowInput, output: CalloutRowView, roles: CALLERS, write: true, example: { id: AN_ID, rowId: AN_ID, to: 'door', reason: '电话停机，派网格员上门' } });
export const CheckDoor = defineOperation({ name: 'command.callout.door', http: 'POST /api/callouts/:id/rows/:rowId/door', summary: 'Note what was found at the door: told in person, or nobody there.', input: DoorCheckInput, output: CalloutRowView, roles: CALLERS, write: true, example: { id: AN_ID, rowId: AN_ID, told: true, note: '网格员上门当面告知' } });
export const EndCallout = defineOperation({ name: 'command.callout.end', http: 'POST /api/callouts/:id/end', summary: 'Stop calling; who is not reached stays listed by name.', input: EndCalloutInput, output: CalloutView, roles: CALLERS, write: true, example: { id: AN_ID, note: '雨势减弱' } });
export const ListContacts = defineOperation({ name: 'command.contact.list', http: 'GET /api/contacts', summary: 'How persons are called; numbers are masked outside of the reader’s own area.', input: ListContactsInput, output: ContactPage, roles: ['*'], write: false, example: { unproven: true } });
export const StateContact = defineOperation({ name: 'command.contact.state', http: 'POST /api/contacts', summary: 'Write down or change how a person is called.', input: StateContactInput, output: ContactView, roles: KEEPERS, write: true, example: { userId: AN_ID, kind: 'voice', address: '13800000000', order: 2 } });
export const TestContacts = defineOperation({ name: 'command.contact.test', http: 'POST /api/contacts/test', summary: 'Ring every contact of the areas once that was not proven this season.', input: TestContactsInput, output: CalloutView, status: 201, roles: CALLERS, write: true, example: { areas: ['410171561'] } });
export const ConfirmContact = defineOperation({ name: 'command.contact.confirm', http: 'POST /api/contacts/:id/confirm', summary: 'Confirm that a contact still holds: the person, or who keeps the list.', input: ContactById, output: ContactView, roles: ['*'], write: true, example: { id: AN_ID } });
