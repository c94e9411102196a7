import { IntakeWarning } from '../events/feed.js';
import { Flag, Id, Instant, ListOf, OneOf, Optional, QueryWhole, Sha256, Text } from '../fields.js';
import { defineOperation } from '../operation.js';

/** The intake's endpoints: alerts in, quarantine out. */
export class TakenAlert {
  @Id() alertId: string;
  @Optional() @OneOf(['accepted', 'accepted-with-warnings']) verdict?: string;
  @Optional() @ListOf(() => IntakeWarning, 500) warnings?: IntakeWarning[];
  @Optional() @OneOf(['stream', 'spool']) stored?: string;
  /** Seen before: nothing was changed. */
  @Optional() @Flag() duplicate?: boolean;
}
export class QuarantinedAlert {
  @Id() id: string;
  @Sha256() digest: string;
  @Text(10) status: string;
  @Instant() receivedAt: string;
  @Text(80) feed: string;
  @OneOf(['open', 'accepted']) state: string;
  @Optional() @Id() alertId?: string;
  @ListOf(() => IntakeWarning, 50) errors: IntakeWarning[];
}
export class QuarantinePage { @ListOf(() => QuarantinedAlert, 500) items: QuarantinedAlert[]; @Optional() @Text(400) nextCursor?: string }
export class ListQuarantineInput { @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number; @Optional() @OneOf(['open', 'accepted']) state?: string }
export class QuarantineById { @Id() id: string }

const READERS = ['administrator', 'commander', 'duty-officer', 'department-officer', 'auditor'] as const;
export const PostAlert = defineOperation({
  name: 'feed.alert.post', http: 'POST /api/feeds/cap', summary: 'Post one CAP alert (1.2; 1.1 and 1.0 by their own schema), at most 1 MiB; a repeated one answers 200 and `duplicate`.', kind: 'stream',
  consumes: ['application/cap+xml', 'application/xml', 'text/xml'], output: TakenAlert, status: 202, roles: ['feed'], write: true,
});
export const ListQuarantine = defineOperation({
  name: 'feed.quarantine.list', http: 'GET /api/feeds/quarantine', summary: 'Refused alerts with their reasons, newest first.', kind: 'stream', input: ListQuarantineInput, output: QuarantinePage, roles: READERS, write: false, zone: true, example: { limit: 20 },
});
export const ReadQuarantineOriginal = defineOperation({
  name: 'feed.quarantine.original', http: 'GET /api/feeds/quarantine/:id/original', summary: 'The bytes of a refused alert as they came.', kind: 'stream', produces: ['application/octet-stream'], input: QuarantineById, roles: READERS, write: false, zone: true, example: { id: '018f0000-0000-7000-8000-000000000001' },
});
export const ResubmitQuarantined = defineOperation({
  name: 'feed.quarantine.resubmit', http: 'POST /api/feeds/quarantine/:id/resubmit', summary: 'Judge a refused alert again, by the present rules and areas.', kind: 'stream', input: QuarantineById, output: TakenAlert, status: 202,
  roles: ['administrator', 'duty-officer', 'commander'], write: true, zone: true, example: { id: '018f0000-0000-7000-8000-000000000001' },
});
export const ReadWarningOriginal = defineOperation({
  name: 'feed.warning.original', http: 'GET /api/warnings/:id/original', summary: 'The bytes of the alert a warning stands on, as they came.', kind: 'stream', produces: ['application/octet-stream'], input: QuarantineById, roles: ['*'], write: false, example: { id: '018f0000-0000-7000-8000-000000000001' },
});
