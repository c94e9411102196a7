import { ELEMENTS } from '../codes.js';
import { Area, Decimal, Flag, Instant, ListOf, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Readings that triggers of plans look at. Requirements C11, C12, C26; features 7, 103. */
const WRITERS = ['administrator', 'commander', 'duty-officer', 'sub-district-officer'] as const;
const READERS = [...WRITERS, 'department-officer', 'dispatcher', 'auditor', 'observer'] as const;
export class ObservationInput {
  @Text(80) source: string; @OneOf(ELEMENTS) element: string; @Area() area: string; @Decimal(-10_000, 100_000) value: number; @Instant() occurredAt: string;
  /** How often the source reports: silent for three times as long it is unknown, never dry. */
  @Whole(1, 1440) everyMinutes: number;
  /** A reading that cannot be trusted is kept and triggers nothing. */
  @Optional() @Flag() suspect?: boolean;
}
export class TakeObservationsInput { @ListOf(() => ObservationInput, 500, 1) readings: ObservationInput[] }
export class ObservationsOutcome { @Whole() taken: number; /** Known already: nothing changed. */ @Whole() repeated: number; /** Older than its source\u2019s newest: looked at from now on, rewrites nothing. */ @Whole() late: number }
export class SourceView { @Text(80) source: string; @OneOf(ELEMENTS) element: string; @Area() area: string; @Decimal() value: number; @Instant() occurredAt: string; @Instant() receivedAt: string; @Whole() everyMinutes: number; @OneOf(['known', 'unknown']) state: string; @Flag() suspect: boolean }
export class SourcePage { @ListOf(() => SourceView, 500) items: SourceView[]; @Optional() @Text(400) nextCursor?: string }
export class ListSourcesInput { @Optional() @Area() area?: string; /** Gauges of the register, or everything else. */ @Optional() @OneOf(['gauge', 'other']) kind?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export const TakeObservations = defineOperation({
  name: 'command.observation.take', http: 'POST /api/observations', summary: 'Take readings in; the same source, element and instant again changes nothing, a late one rewrites nothing.', input: TakeObservationsInput, output: ObservationsOutcome, status: 201, roles: WRITERS, write: true,
  example: { readings: [{ source: 'gauge-1', element: 'rain', area: '410171561', value: 12.5, occurredAt: '2021-07-20T08:00:00Z', everyMinutes: 10 }] },
});
export const ListSources = defineOperation({ name: 'command.observation.sources', http: 'GET /api/observations/sources', summary: 'Every source with its newest reading; a silent one is unknown.', input: ListSourcesInput, output: SourcePage, roles: READERS, write: false, example: { area: '410171561' } });
