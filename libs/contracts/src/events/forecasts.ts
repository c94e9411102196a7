import { STAGE_KINDS } from '../codes.js';
import { Event } from '../event.js';
import { Area, Areas, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';

export const SCHEDULES = ['weekly', 'daily', 'active'] as const;
/** When a product is due, in Beijing time: on a weekday (0 = Sunday) at a time, every day at times, or every n hours of the clock while an incident runs or a warning is in force. */
export class ForecastSchedule { @OneOf(SCHEDULES) kind: string; @Optional() @Whole(0, 6) weekday?: number; @Optional() @Strings(/^([01]\d|2[0-3]):[0-5]\d$/, 24, 1) at?: string[]; @Optional() @Whole(1, 24) everyHours?: number }
/** One rung of the ladder. Source: domain.md D.2 (131631); times of day and grace are OURS. */
export class ForecastProduct {
  @Text(20) code: string; @Text(80) nameZh: string; @Text(120) nameEn: string; @Whole(1, 720) horizonHours: number; @Text(200) issuer: string;
  @Nested(() => ForecastSchedule) schedule: ForecastSchedule;
  /** Minutes after its time at which a product that is not there alarms. */
  @Whole(0, 1440) graceMinutes: number;
}

@Event('command.ladder.published', 'The forecast ladder as it holds from now: which products are due when, from whom.')
export class LadderPublished { @Whole(1) version: number; @Area() zone: string; @ListOf(() => ForecastProduct, 20, 1) products: ForecastProduct[]; @Id() by: string; @Instant() from: string }

@Event('command.forecast.received', 'A forecast product came in.')
export class ForecastReceived {
  @Id() forecastId: string; @Area() zone: string; @Text(20) product: string; @Text(200) issuer: string; @Instant() issuedAt: string; @Instant() validFrom: string; @Instant() validTo: string;
  /** Where it rains how much, by area, mm. */
  @Optional() @Areas(100) areas?: string[];
  /** Time it was due for; `minutesLate` counts from the end of its grace. */
  @Instant() slot: string; @Whole() minutesLate: number; @Optional() @Id() supersedes?: string; @Id() by: string;
}

@Event('command.forecast.receipted', 'A duty room has it.')
export class ForecastReceipted { @Id() forecastId: string; @Area() room: string; @Id() by: string; @Instant() at: string }

@Event('command.forecast.missed', 'A product was not there at its due time.')
export class ForecastMissed { @Area() zone: string; @Text(20) product: string; @Text(200) issuer: string; @Instant() slot: string; @Instant() dueAt: string }

@Event('command.forecast.unreceipted', 'Duty rooms that have not taken note of a forecast in time.')
export class ForecastUnreceipted { @Id() forecastId: string; @Text(20) product: string; @Areas(100) rooms: string[]; @Instant() dueAt: string }

// ---- five-stage chain
/** One stage; due `minutes` after the output of the stage before. */
export class FiveStage { @OneOf(STAGE_KINDS) kind: string; @Text(80) nameZh: string; @Text(120) nameEn: string; @Whole(0, 43_200) minutes: number }

@Event('command.five-stage.configured', '五预联动: the stages of a chain that begins from now; one that runs keeps its own.')
export class FiveStageConfigured { @Whole(1) version: number; @Area() zone: string; @ListOf(() => FiveStage, 12, 1) stages: FiveStage[]; @Id() by: string }

@Event('command.five-stage.begun', 'A chain from forecast to pre-positioning began.')
export class FiveStageBegun { @Id() chainId: string; @Text(200) name: string; @Whole(2000, 2999) season: number; @Whole(1) config: number; @Optional() @Id() incidentId?: string; @Id() by: string }

@Event('command.five-stage.recorded', 'A stage has its output; the link to the stage before holds where its input is that stage\u2019s output.')
export class FiveStageRecorded { @Id() chainId: string; @Whole(0, 11) stage: number; @OneOf(STAGE_KINDS) kind: string; @Text(120) outputId: string; @Optional() @Text(120) inputId?: string; @Optional() @FreeText() note?: string; @Id() by: string; @Instant() at: string }
