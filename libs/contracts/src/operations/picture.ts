import { IsObject } from 'class-validator';
import { Area, FreeText, Id, Instant, ListOf, OneOf, Optional, Pattern, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** The board's endpoints: picture, events, journal with export and erasure, reconciliation. */
export class PictureInput { @Optional() @Area() area?: string; @Optional() @Instant() at?: string; @Optional() @OneOf(['received', 'occurred']) by?: string }
export class PictureAnswer { @Text(40) cursor: string; @Instant() at: string; @Whole() fold: number; @Text(64) hash: string; @IsObject() picture: Record<string, unknown> }
export const ReadPicture = defineOperation({
  name: 'gateway.picture.get', http: 'GET /api/picture', summary: 'The common operating picture of an area, now or at a past instant by received or occurred time. Tagged by its hash: who sends it in If-None-Match gets 304 while it holds; gzipped for who takes that.', kind: 'stream',
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

/** `origin` is `<context>@<node>`; `from` and `to` are instants of receipt. */
export class ExportJournalInput {
  @Optional() @Area() area?: string;
  @Optional() @Pattern(/^[a-z]{2,20}@[a-z0-9]{1,20}$/) origin?: string;
  @Optional() @Instant() from?: string;
  @Optional() @Instant() to?: string;
}
export const ExportJournal = defineOperation({
  name: 'gateway.journal.export', http: 'GET /api/journal/export', kind: 'stream', produces: ['application/x-ndjson'],
  summary: 'The journal as NDJSON: every event exactly as published, in whole chains per street, for `npm run verify -- FILE`. With `from`, each chain begins at its last signed head before.',
  input: ExportJournalInput, roles: ['administrator', 'commander', 'auditor'], write: false, example: { area: '410171561' },
});

export class EraseBodyInput { @Id() eventId: string; @FreeText(400) reason: string }
export class ErasedBody { @Id() eventId: string; @Text(40) origin: string; @Id() by: string; @Instant() at: string }
export const EraseEventBody = defineOperation({
  name: 'gateway.journal.erase', http: 'POST /api/journal/erasures', kind: 'stream',
  summary: 'Erase the body of one event in journal, stream and board, by order of the caller; the erasure is journaled and the chain still proves.',
  input: EraseBodyInput, output: ErasedBody, roles: ['administrator'], write: true, example: { eventId: '018f0000-0000-7000-8000-000000000001', reason: 'Court order 12' },
});

export class OriginChain { @Text(40) origin: string; @Text(3, 3) street: string; @Whole() first: number; @Whole() last: number; @Whole() missing: number; @Whole() duplicates: number; @Text(64) head: string }
export class ReconciliationReport { @ListOf(() => OriginChain) origins: OriginChain[] }
export const ReadReconciliation = defineOperation({
  name: 'gateway.reconciliation.get', http: 'GET /api/reconciliation', summary: 'Per origin and street: first to last, missing, duplicates, head of the chain.', kind: 'stream',
  output: ReconciliationReport, roles: ['administrator', 'commander', 'duty-officer', 'auditor'], write: false, zone: true,
});
