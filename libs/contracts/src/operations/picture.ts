import { IsObject } from 'class-validator';
import { Area, Instant, ListOf, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** The board's endpoints: picture, events, journal, reconciliation. */
export class PictureInput { @Optional() @Area() area?: string; @Optional() @Instant() at?: string; @Optional() @OneOf(['received', 'occurred']) by?: string }
export class PictureAnswer { @Text(40) cursor: string; @Instant() at: string; @Whole() fold: number; @Text(64) hash: string; @IsObject() picture: Record<string, unknown> }
export const ReadPicture = defineOperation({
  name: 'gateway.picture.get', http: 'GET /api/picture', summary: 'The common operating picture of an area, now or at a past instant by received or occurred time.', kind: 'stream',
  input: PictureInput, output: PictureAnswer, roles: ['*'], write: false, example: { area: '410171561' },
});

export class PictureEventsInput { @Optional() @Area() area?: string; @Optional() @Text(40) after?: string }
export const PictureEvents = defineOperation({
  name: 'gateway.picture.events', http: 'GET /api/picture/events', summary: 'Server-sent events of an area from a cursor on; each frame is a CloudEvent with its received time, a heartbeat every 15 s.', kind: 'stream',
  produces: ['text/event-stream'], input: PictureEventsInput, roles: ['*'], write: false, example: { area: '410171561' },
});

export class SearchJournalInput {
  @Optional() @Area() area?: string;
  @Optional() @Text(120) type?: string;
  @Optional() @Text(120) aggregate?: string;
  @Optional() @Text(120) correlationId?: string;
  @Optional() @Text(40) cursor?: string;
  @Optional() @QueryWhole(1, 500) limit?: number;
}
export class JournalEntryView { @Whole() seq: number; @Instant() received: string; @IsObject() event: Record<string, unknown> }
export class JournalPage { @ListOf(() => JournalEntryView, 500) items: JournalEntryView[]; @Optional() @Text(40) nextCursor?: string }
export const SearchJournal = defineOperation({
  name: 'gateway.journal.search', http: 'GET /api/journal', summary: 'Events of an area by type, aggregate or correlation, oldest first.', kind: 'stream',
  input: SearchJournalInput, output: JournalPage, roles: ['*'], write: false, example: { type: 'command.level.raised.v1' },
});

export class OriginChain { @Text(40) origin: string; @Text(3, 3) street: string; @Whole() first: number; @Whole() last: number; @Whole() missing: number; @Whole() duplicates: number; @Text(64) head: string }
export class ReconciliationReport { @ListOf(() => OriginChain) origins: OriginChain[] }
export const ReadReconciliation = defineOperation({
  name: 'gateway.reconciliation.get', http: 'GET /api/reconciliation', summary: 'Per origin and street: first to last, missing, duplicates, head of the chain.', kind: 'stream',
  output: ReconciliationReport, roles: ['administrator', 'commander', 'duty-officer', 'auditor'], write: false,
});
