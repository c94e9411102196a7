import { DOUBTS, GAUGE_PARAMETERS, GAUGE_SEVERITIES } from '../codes.js';
import { GaugeLevel } from '../events/gauges.js';
import { GeoPoint } from '../events/item.js';
import { Area, Decimal, FreeText, Id, Instant, LooseInstant, ListOf, Nested, OneOf, Optional, QueryWhole, ReadingValue, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Rain and water gauges, what they read and what is held. Rows 5, 103–105, requirements C11, C12, C26. Values shown are mm (rain, radar) and cm (depth, level). */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const WRITERS = ['administrator', 'commander', 'duty-officer', 'sub-district-officer'] as const;
const READERS = [...WRITERS, 'department-officer', 'dispatcher', 'post-holder', 'inspector', 'auditor', 'observer'] as const;
export const GAUGE_STATES = ['above', 'normal', 'unknown', 'held'] as const;
export const HELD_REASONS = [...DOUBTS, 'station.unknown', 'unit.mismatch', 'instant.future', 'value.differs'] as const;

export class ObservedInput {
  @Text(80) station: string;
  /** `rain`, `depth`, `level`, `radar`. */
  @Text(40) parameter: string;
  /** A number, a number as text, or null where the station says that it has none. */
  @ReadingValue() value: number | string | null;
  /** The unit the station is registered with. */
  @Text(20) unit: string;
  /** RFC 3339; seconds may be missing. */
  @LooseInstant() at: string;
  /** `suspect`, `bad`, `error` and `invalid` are held; anything else counts as good. */
  @Optional() @Text(40) quality?: string;
}
export class TakeReadingsInput { @ListOf(() => ObservedInput, 1000, 1) observations: ObservedInput[] }
/** A reading that was kept and triggers nothing until someone or something confirms it; or of no known station, or of another unit. */
export class HeldObservation { @Whole() index: number; @OneOf(HELD_REASONS) reason: string }
export class TakenReadings { @Whole() accepted: number; @ListOf(() => HeldObservation, 1000) held: HeldObservation[] }

export class GaugeReading { @Instant() at: string; @Optional() @Decimal() value?: number; @Optional() @OneOf(DOUBTS) doubt?: string; @Optional() @OneOf(['confirmed', 'rejected']) ruling?: string; @Instant() receivedAt: string }
export class GaugeView {
  @Id() id: string; @Text(80) station: string; @OneOf(GAUGE_PARAMETERS) parameter: string; @OneOf(['mm', 'cm', 'm']) unit: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string;
  @Nested(() => GeoPoint) position: GeoPoint; @OneOf(['WGS84']) datum: string; @Optional() @OneOf(['GCJ02']) sourceDatum?: string; @Optional() @Id() siteId?: string; @Whole(1, 1440) everyMinutes: number;
  @ListOf(() => GaugeLevel, 4) levels: GaugeLevel[]; @Decimal() lowest: number; @Decimal() highest: number; @Decimal() jump: number; @Instant() validFrom: string; @Optional() @Instant() validTo?: string;
  /** Above a level; normal; unknown (silent for three intervals, or never heard); held (the newest reading waits for confirmation). */
  @OneOf(GAUGE_STATES) state: string;
  /** Newest reading that can be trusted, and its instant. */
  @Optional() @Decimal() value?: number; @Optional() @Instant() at?: string;
  /** Sum of the trusted readings of the longest window of its levels (mm), and that window in minutes: what such a level compares. */
  @Optional() @Decimal() windowSum?: number; @Optional() @Whole(1, 1440) windowMinutes?: number;
  /** Newest instant anything came for. */
  @Optional() @Instant() heardAt?: string; @Optional() @OneOf(DOUBTS) doubt?: string; @Optional() @OneOf(GAUGE_SEVERITIES) severity?: string;
  /** Times it came to a level since its item opened. */
  @Optional() @Whole(1) count?: number;
  /** Newest first. */
  @ListOf(() => GaugeReading, 200) readings: GaugeReading[];
}
export class GaugePage { @ListOf(() => GaugeView, 200) items: GaugeView[]; @Optional() @Text(80) nextCursor?: string }
export class ListGaugesInput { @Optional() @Area() area?: string; @Optional() @OneOf(GAUGE_PARAMETERS) parameter?: string; @Optional() @OneOf(GAUGE_STATES) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class GaugeById { @Id() id: string }

export class RegisterGaugeInput {
  @Text(80) station: string; @OneOf(GAUGE_PARAMETERS) parameter: string; @OneOf(['mm', 'cm', 'm']) unit: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @Nested(() => GeoPoint) position: GeoPoint;
  /** What the position is measured in; without it the gauge is refused. */
  @OneOf(['WGS84', 'GCJ02']) datum: string;
  @Optional() @Id() siteId?: string;
  /** Default 15. */
  @Optional() @Whole(1, 1440) everyMinutes?: number;
  /** Absent for a depth gauge of a site: the site's closing depth. */
  @Optional() @ListOf(() => GaugeLevel, 4) levels?: GaugeLevel[];
  @Optional() @Decimal(-10_000, 100_000) lowest?: number; @Optional() @Decimal(-10_000, 100_000) highest?: number; @Optional() @Decimal(0, 100_000) jump?: number;
}
export class ChangeGaugeInput {
  @Id() id: string; @FreeText() reason: string; @Optional() @Text(200) name?: string; @Optional() @Text(200) nameEn?: string; @Optional() @Whole(1, 1440) everyMinutes?: number; @Optional() @ListOf(() => GaugeLevel, 4) levels?: GaugeLevel[];
  @Optional() @Decimal(-10_000, 100_000) lowest?: number; @Optional() @Decimal(-10_000, 100_000) highest?: number; @Optional() @Decimal(0, 100_000) jump?: number; @Optional() @Id() siteId?: string;
}
export class CloseGaugeInput { @Id() id: string; @FreeText() reason: string }

export class HeldReading { @Id() gaugeId: string; @Text(80) station: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(GAUGE_PARAMETERS) parameter: string; @Area() area: string; @Instant() at: string; @Decimal() value: number; @OneOf(DOUBTS) doubt: string; @OneOf(['held', 'supported', 'confirmed', 'rejected']) state: string; @Instant() receivedAt: string; @Optional() @Id() by?: string; @Optional() @FreeText() reason?: string; @Optional() @Instant() ruledAt?: string }
export class HeldPage { @ListOf(() => HeldReading, 200) items: HeldReading[]; @Optional() @Text(80) nextCursor?: string }
export class ListHeldInput { @Optional() @Area() area?: string; @Optional() @OneOf(['held', 'ruled']) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class RuleReadingInput { @Id() id: string; @Instant() at: string; @FreeText() reason: string }

export class GaugeStep { @OneOf(['raised', 'worsened', 'eased', 'cleared']) act: string; @OneOf(GAUGE_SEVERITIES) severity: string; @Decimal() value: number; @Instant() at: string; @Instant() knownAt: string }
export class GaugeItemView { @Id() id: string; @Id() gaugeId: string; @Text(80) station: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(GAUGE_PARAMETERS) parameter: string; @Area() area: string; @Optional() @Id() siteId?: string; @OneOf(['open', 'cleared']) state: string; @OneOf(GAUGE_SEVERITIES) severity: string; @Decimal() value: number; @Instant() at: string; @Decimal() peak: number; @Instant() peakAt: string; @Whole(1) count: number; @Instant() openedAt: string; @Optional() @Instant() clearedAt?: string; @ListOf(() => GaugeStep, 200) steps: GaugeStep[] }
export class GaugeItemPage { @ListOf(() => GaugeItemView, 200) items: GaugeItemView[]; @Optional() @Text(80) nextCursor?: string }
export class ListGaugeItemsInput { @Optional() @Area() area?: string; /** Only of this one. */ @Optional() @Id() gauge?: string; @Optional() @OneOf(['open', 'cleared']) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }

export class AreaSilenceView { @Id() id: string; @Area() area: string; @Whole() silent: number; @Whole(1) sources: number; @Instant() since: string; @Optional() @Instant() until?: string }
/** What comes in under no gauge of the register: newest value and how many. */
export class StraySource { @Text(80) station: string; @Text(40) parameter: string; @OneOf(HELD_REASONS) reason: string; @Text(20) unit: string; @Text(80) feed: string; @Optional() @Decimal() value?: number; @Instant() at: string; @Whole(1) n: number; @Instant() firstAt: string; @Instant() lastAt: string }
/** Per street: gauges by state; the silences that stand; strays for who keeps the register. */
export class GaugeCount { @Area() area: string; @Whole() above: number; @Whole() normal: number; @Whole() unknown: number; @Whole() held: number }
export class GaugeSummary { @Instant() at: string; @ListOf(() => GaugeCount, 200) areas: GaugeCount[]; @ListOf(() => AreaSilenceView, 200) silences: AreaSilenceView[]; @ListOf(() => StraySource, 100) strays: StraySource[]; }
export class GaugeSummaryInput { @Optional() @Area() area?: string }

export const TakeReadings = defineOperation({
  name: 'grid.reading.take', http: 'POST /api/feeds/observations', summary: 'Take readings of gauges in, at most 1,000; 202 once they are committed. The same station, parameter and instant again changes nothing. What is doubtful is kept and named in `held`.', input: TakeReadingsInput, output: TakenReadings, status: 202, roles: ['feed'], write: true,
  example: { observations: [{ station: 'R-561-01', parameter: 'rain', value: 2.5, unit: 'mm', at: '2026-07-20T08:00:00+08:00' }] },
});
export const ListGauges = defineOperation({ name: 'grid.gauge.list', http: 'GET /api/gauges', summary: 'Gauges with state, newest trusted reading and last readings.', input: ListGaugesInput, output: GaugePage, roles: READERS, write: false, example: { area: '410171561' } });
export const SumGauges = defineOperation({ name: 'grid.gauge.summary', http: 'GET /api/gauges/summary', summary: 'Gauges by street and state, areas that fell silent, readings of no known station.', input: GaugeSummaryInput, output: GaugeSummary, roles: READERS, write: false, example: {} });
export const ListHeld = defineOperation({ name: 'grid.reading.held', http: 'GET /api/gauges/held', summary: 'Readings held for confirmation, newest first.', input: ListHeldInput, output: HeldPage, roles: READERS, write: false, example: {} });
export const ListGaugeItems = defineOperation({ name: 'grid.gauge.items', http: 'GET /api/gauges/items', summary: 'What was or is above a level: one item from first raise to clear, with count and history.', input: ListGaugeItemsInput, output: GaugeItemPage, roles: READERS, write: false, example: { state: 'open' } });
export const GetGauge = defineOperation({ name: 'grid.gauge.get', http: 'GET /api/gauges/:id', summary: 'One gauge with its last 100 readings.', input: GaugeById, output: GaugeView, roles: READERS, write: false, example: { id: AN_ID } });
export const RegisterGauge = defineOperation({ name: 'grid.gauge.register', http: 'POST /api/gauges', summary: 'Put a gauge into the register.', input: RegisterGaugeInput, output: GaugeView, status: 201, roles: WRITERS, write: true, example: { station: 'D-561-90', parameter: 'depth', unit: 'cm', area: '410171561901001', name: '示例积水监测站', nameEn: 'Sample depth gauge', position: { lon: 113.77, lat: 34.71 }, datum: 'WGS84', levels: [{ severity: 'SEVERE', raiseAt: 27, clearBelow: 20, holdMinutes: 0, clearHoldMinutes: 30 }] } });
export const ChangeGauge = defineOperation({ name: 'grid.gauge.change', http: 'POST /api/gauges/:id/change', summary: 'Other interval, levels, limits, site or names, with the reason.', input: ChangeGaugeInput, output: GaugeView, roles: WRITERS, write: true, example: { id: AN_ID, everyMinutes: 5, reason: '汛期加密' } });
export const CloseGauge = defineOperation({ name: 'grid.gauge.close', http: 'POST /api/gauges/:id/close', summary: 'Take a gauge out of the register; its readings stay.', input: CloseGaugeInput, output: GaugeView, roles: WRITERS, write: true, example: { id: AN_ID, reason: '拆除' } });
export const ConfirmReading = defineOperation({ name: 'grid.reading.confirm', http: 'POST /api/gauges/:id/readings/confirm', summary: 'A doubtful reading is true, with the reason: it counts from now.', input: RuleReadingInput, output: GaugeView, roles: WRITERS, write: true, example: { id: AN_ID, at: '2026-07-20T08:00:00+08:00', reason: '现场目测一致' } });
export const RejectReading = defineOperation({ name: 'grid.reading.reject', http: 'POST /api/gauges/:id/readings/reject', summary: 'A reading is wrong, with the reason: kept, and triggers nothing.', input: RuleReadingInput, output: GaugeView, roles: WRITERS, write: true, example: { id: AN_ID, at: '2026-07-20T08:00:00+08:00', reason: '传感器故障' } });
