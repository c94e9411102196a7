import { DOUBTS, GAUGE_PARAMETERS, GAUGE_SEVERITIES } from '../codes.js';
import { Event } from '../event.js';
import { Area, Decimal, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Text, Whole } from '../fields.js';
import { GeoPoint } from './item.js';

// Values of rain and radar are mm per reading, of depth and level cm, whatever unit the station sends.
const Value = (): PropertyDecorator => Decimal(-100_000, 1_000_000);
/** One level of a gauge: raised at `raiseAt` once it has held for `holdMinutes`, cleared below `clearBelow` once that has held. */
export class GaugeLevel {
  @OneOf(GAUGE_SEVERITIES) severity: string;
  @Decimal(-10_000, 100_000) raiseAt: number;
  @Decimal(-10_000, 100_000) clearBelow: number;
  @Whole(0, 1440) holdMinutes: number;
  @Whole(0, 1440) clearHoldMinutes: number;
  /** Rain: minutes summed up; absent = the reading itself. */
  @Optional() @Whole(1, 1440) windowMinutes?: number;
}
export class GaugeFact {
  @Id() gaugeId: string;
  /** What the feed calls it. */
  @Text(80) station: string;
  @OneOf(GAUGE_PARAMETERS) parameter: string;
  /** What the feed sends in. */
  @OneOf(['mm', 'cm', 'm']) unit: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @Nested(() => GeoPoint) position: GeoPoint;
  @OneOf(['WGS84']) datum: string;
  /** What the position was measured in before it was turned into WGS84. */
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  /** The site whose water it measures. */
  @Optional() @Id() siteId?: string;
  @Whole(1, 1440) everyMinutes: number;
  @ListOf(() => GaugeLevel, 4) levels: GaugeLevel[];
  /** What it can measure at all; a reading outside is held. */
  @Decimal(-10_000, 100_000) lowest: number;
  @Decimal(-10_000, 100_000) highest: number;
  /** A rise of more than this in one interval is held until something supports it. */
  @Decimal(0, 100_000) jump: number;
  @Instant() validFrom: string;
  @Optional() @Id() by?: string;
}
@Event('grid.gauge.registered', 'A rain or water gauge is in the register from now.') export class GaugeRegistered extends GaugeFact {}
@Event('grid.gauge.changed', 'A gauge is measured or judged otherwise from now: interval, levels, limits, site, names.') export class GaugeChanged extends GaugeFact { @FreeText() reason: string }
@Event('grid.gauge.closed', 'A gauge measures no more from now; its readings stay.')
export class GaugeClosed { @Id() gaugeId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string; @Instant() validTo: string }

/** One item of a gauge, from its first level to the end; swings around a level are counted on it. */
export class GaugeItemFact {
  @Id() gaugeId: string;
  @Id() itemId: string;
  @Area() area: string;
  @OneOf(GAUGE_PARAMETERS) parameter: string;
  @Optional() @Id() siteId?: string;
  @OneOf(GAUGE_SEVERITIES) severity: string;
  /** What was compared: the reading, or the sum of the window. */
  @Value() value: number;
  @Instant() at: string;
  /** How often it came to a level since the item opened. */
  @Whole(1) count: number;
}
@Event('grid.gauge.raised', 'A gauge is at a level: one item opens.') export class GaugeRaised extends GaugeItemFact {}
@Event('grid.gauge.worsened', 'A raised gauge is at a higher level.') export class GaugeWorsened extends GaugeItemFact {}
@Event('grid.gauge.eased', 'A raised gauge fell to a lower level, not below all.') export class GaugeEased extends GaugeItemFact {}
@Event('grid.gauge.cleared', 'A raised gauge is below all of its levels: the item ends. `severity` is what it fell from.') export class GaugeCleared extends GaugeItemFact {}

@Event('grid.gauge.fell-silent', 'Nothing came from a gauge for three of its intervals: unknown, never dry.')
export class GaugeFellSilent { @Id() gaugeId: string; @Area() area: string; @Optional() @Id() siteId?: string; @Instant() heardAt: string; @Whole(1, 1440) everyMinutes: number }
@Event('grid.gauge.spoke-again', 'A silent gauge sends readings again.')
export class GaugeSpokeAgain { @Id() gaugeId: string; @Area() area: string; @Optional() @Id() siteId?: string; @Instant() heardAt: string }

export class AreaSilence { @Id() silenceId: string; @Area() area: string; @Whole(0) silent: number; @Whole(1) sources: number; @Instant() at: string }
@Event('grid.area.fell-silent', 'At least 30 % of an area\u2019s gauges are silent: nobody knows how much water is there.') export class AreaFellSilent extends AreaSilence {}
@Event('grid.area.spoke-again', 'Less than 30 % of the area\u2019s gauges are silent.') export class AreaSpokeAgain extends AreaSilence {}

/** One reading; without a value the station said that it has none. With a doubt it is kept and triggers nothing by itself. */
export class TakenReading { @Instant() at: string; @Optional() @Value() value?: number; @Optional() @OneOf(DOUBTS) doubt?: string }
export class TakenSeries { @Id() gaugeId: string; @OneOf(GAUGE_PARAMETERS) parameter: string; @Area() area: string; @Whole(1, 1440) everyMinutes: number; @ListOf(() => TakenReading, 1000, 1) readings: TakenReading[] }
@Event('grid.reading.taken', 'Readings of gauges of one street came in; those known already are not in it.')
export class ReadingTaken { @Id() batchId: string; @Area() area: string; @Text(80) feed: string; @ListOf(() => TakenSeries, 1000, 1) series: TakenSeries[] }
export class ReadingFact { @Id() gaugeId: string; @OneOf(GAUGE_PARAMETERS) parameter: string; @Area() area: string; @Whole(1, 1440) everyMinutes: number; @Instant() at: string; @Value() value: number }
@Event('grid.reading.confirmed', 'A doubted reading is true: another gauge, a second reading or a person says so.')
export class ReadingConfirmed extends ReadingFact { @OneOf(['support', 'person']) because: string; @Optional() @Id() by?: string; @Optional() @FreeText() reason?: string }
@Event('grid.reading.doubted', 'Later readings make an earlier one doubtful: it triggers nothing by itself from now.')
export class ReadingDoubted extends ReadingFact { @OneOf(DOUBTS) doubt: string }
@Event('grid.reading.rejected', 'A person says that a reading is wrong; it is kept and triggers nothing.')
export class ReadingRejected extends ReadingFact { @Id() by: string; @FreeText() reason: string }

/** What stands at a site by its own gauges, against its closing depth. `depthCm` is the newest that can be trusted, `at` its instant. */
export class WaterFact { @Id() siteId: string; @Area() area: string; @Whole(0, 2000) closeAtCm: number; @Optional() @Decimal(-1000, 100_000) depthCm?: number; @Optional() @Instant() at?: string }
@Event('grid.water.reached', 'The water at a site is at its closing depth or above.') export class WaterReached extends WaterFact {}
@Event('grid.water.receded', 'The water at a site is below its closing depth.') export class WaterReceded extends WaterFact {}
@Event('grid.water.lost', 'Nobody knows how deep the water at a site is: a gauge of it is silent, its newest reading is held, or its last gauge was taken out.') export class WaterLost extends WaterFact {}
