import { STAGE_KINDS } from '../codes.js';
import { FiveStage, ForecastProduct } from '../events/forecasts.js';
import { Area, Areas, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Forecast ladder and five-stage chain. Rows 109, 110; domain.md D.2. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const DUTY = ['commander', 'duty-officer'] as const;
const READERS = [...DUTY, 'administrator', 'department-officer', 'dispatcher', 'sub-district-officer', 'auditor', 'observer'] as const;

export class ForecastReceiptView { @Area() room: string; @Id() by: string; @Instant() at: string }
export class ForecastView {
  @Id() id: string; @Text(20) product: string; @Text(200) issuer: string; @Instant() issuedAt: string; @Instant() validFrom: string; @Instant() validTo: string; @Areas(100) areas: string[];
  @Text(4000) textZh: string; @Optional() @Text(4000) textEn?: string; @Instant() receivedAt: string; @Instant() slot: string; @Whole() minutesLate: number;
  @Optional() @Id() supersedes?: string; @Optional() @Id() supersededBy?: string; @Id() by: string;
  @ListOf(() => ForecastReceiptView, 100) receipts: ForecastReceiptView[];
  /** Duty rooms that have not taken note yet. */
  @Areas(100) missing: string[];
}
export class ForecastPage { @ListOf(() => ForecastView, 200) items: ForecastView[]; @Optional() @Text(400) nextCursor?: string }
export class ListForecastsInput { @Optional() @Text(20) product?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class ForecastById { @Id() id: string }
export class ReceiveForecastInput {
  @Text(20) product: string; @Text(200) issuer: string; @Instant() issuedAt: string; @Instant() validFrom: string; @Instant() validTo: string; @Optional() @Areas(100) areas?: string[]; @Text(4000) textZh: string; @Optional() @Text(4000) textEn?: string;
  /** An earlier one that this corrects. */
  @Optional() @Id() supersedes?: string;
}
export class ReceiptForecastInput { @Id() id: string; /** Which duty room; where it is left out, the one the caller sits in. */ @Optional() @Area() room?: string }
export class LadderRung {
  @Nested(() => ForecastProduct) product: ForecastProduct;
  /** Next time it is due; absent where it is due only while an incident runs or a warning is in force, and none is. */
  @Optional() @Instant() nextAt?: string;
  @Optional() @Nested(() => ForecastView) last?: ForecastView;
  /** Times of the last 30 days: in time, late, and not there. */
  @Whole() inTime: number; @Whole() late: number; @Whole() missed: number;
  /** Times that have passed with nothing there yet, newest first. */
  @ListOf(() => ForecastSlotView, 50) open: ForecastSlotView[];
}
export class ForecastSlotView { @Instant() slot: string; @Instant() dueAt: string; @Optional() @Instant() alarmedAt?: string }
/** `by` is absent while nobody has published a ladder and the default holds. */
export class LadderView { @Whole() version: number; @Instant() from: string; @Optional() @Id() by?: string; @Flag() active: boolean; @Areas(100) rooms: string[]; @ListOf(() => LadderRung, 20) rungs: LadderRung[] }
export class PublishLadderInput { @ListOf(() => ForecastProduct, 20, 1) products: ForecastProduct[] }
const PRODUCT = { code: 'D1', nameZh: '一天分区预报', nameEn: 'One day, by area', horizonHours: 24, issuer: '示例市气象台', schedule: { kind: 'daily', at: ['08:00'] }, graceMinutes: 30 };

export const ReadLadder = defineOperation({ name: 'command.ladder.get', http: 'GET /api/forecasts/ladder', summary: 'The forecast ladder: what is due when, what came, what is missing, which duty rooms have it.', output: LadderView, roles: READERS, write: false });
export const PublishLadder = defineOperation({ name: 'command.ladder.publish', http: 'POST /api/forecasts/ladder', summary: 'Put another ladder in force from now; past times stay as they were.', input: PublishLadderInput, output: LadderView, status: 201, roles: ['commander', 'administrator'], write: true, zone: true, example: { products: [PRODUCT] } });
export const ListForecasts = defineOperation({ name: 'command.forecast.list', http: 'GET /api/forecasts', summary: 'Forecast products received, newest first.', input: ListForecastsInput, output: ForecastPage, roles: READERS, write: false, example: { product: 'D1' } });
export const ReceiveForecast = defineOperation({
  name: 'command.forecast.receive', http: 'POST /api/forecasts', summary: 'Take a forecast product in; the same one again answers the first.', input: ReceiveForecastInput, output: ForecastView, status: 201, roles: [...DUTY, 'administrator'], write: true, zone: true,
  example: { product: 'D1', issuer: '示例市气象台', issuedAt: '2021-07-19T00:00:00Z', validFrom: '2021-07-19T00:00:00Z', validTo: '2021-07-20T00:00:00Z', textZh: '今夜有暴雨' },
});
export const ReceiptForecast = defineOperation({ name: 'command.forecast.receipt', http: 'POST /api/forecasts/:id/receipts', summary: 'A duty room takes note of a forecast.', input: ReceiptForecastInput, output: ForecastView, roles: [...DUTY, 'sub-district-officer'], write: true, example: { id: AN_ID } });

export class StageView {
  @OneOf(STAGE_KINDS) kind: string; @Text(80) nameZh: string; @Text(120) nameEn: string; @OneOf(['waiting', 'linked', 'broken']) state: string;
  @Optional() @Text(120) outputId?: string; @Optional() @Text(120) inputId?: string; @Optional() @FreeText() note?: string; @Optional() @Id() by?: string; @Optional() @Instant() at?: string; @Optional() @Instant() dueAt?: string;
  @Flag() late: boolean; @Whole() minutesLate: number;
}
export class ChainView { @Id() id: string; @Text(200) name: string; @Whole() season: number; @Whole() config: number; @Optional() @Id() incidentId?: string; @Instant() begunAt: string; @Id() by: string; @Flag() whole: boolean; @Whole() broken: number; @Whole() late: number; @ListOf(() => StageView, 12) stages: StageView[] }
export class ChainPage { @Whole() version: number; /** Who configured these stages when; absent while the default holds. */ @Optional() @Id() configuredBy?: string; @Optional() @Instant() configuredAt?: string; @ListOf(() => FiveStage, 12) stages: FiveStage[]; /** Of the season, over all its chains. */ @Whole() broken: number; @Whole() late: number; @ListOf(() => ChainView, 100) items: ChainView[]; @Optional() @Text(400) nextCursor?: string }
export class ListChainsInput { @Optional() @QueryWhole(2000, 2999) season?: number; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 100) limit?: number }
export class BeginChainInput { @Text(200) name: string; @Optional() @Id() incidentId?: string }
export class ChainOutputInput { @Id() id: string; @Whole(0, 11) stage: number; @Text(120) outputId: string; @Optional() @Text(120) inputId?: string; @Optional() @FreeText() note?: string }
export class ConfigureStagesInput { @ListOf(() => FiveStage, 12, 4) stages: FiveStage[] }
const STAGE = { kind: 'FORECAST', nameZh: '预报', nameEn: 'Forecast', minutes: 0 };
export const ListChains = defineOperation({ name: 'command.five-stage.list', http: 'GET /api/five-stage', summary: '五预联动 of a season: each chain with its stages, which links hold, which are broken or late.', input: ListChainsInput, output: ChainPage, roles: READERS, write: false, example: { season: 2021 } });
export const BeginChain = defineOperation({ name: 'command.five-stage.begin', http: 'POST /api/five-stage', summary: 'Begin a chain with the stages that are configured now.', input: BeginChainInput, output: ChainView, status: 201, roles: DUTY, write: true, zone: true, example: { name: '7月19日暴雨过程' } });
export const RecordOutput = defineOperation({ name: 'command.five-stage.record', http: 'POST /api/five-stage/:id/outputs', summary: 'Record what a stage put out and what it took in; one recorded again takes the place of the earlier.', input: ChainOutputInput, output: ChainView, roles: DUTY, write: true, zone: true, example: { id: AN_ID, stage: 1, outputId: AN_ID, inputId: AN_ID } });
export const ConfigureStages = defineOperation({ name: 'command.five-stage.configure', http: 'POST /api/five-stage/stages', summary: 'Configure the stages of chains that begin from now.', input: ConfigureStagesInput, output: ChainPage, status: 201, roles: ['commander', 'administrator'], write: true, zone: true, example: { stages: [STAGE, { ...STAGE, kind: 'WARNING', nameZh: '预警', nameEn: 'Warning' }, { ...STAGE, kind: 'PLAN', nameZh: '预案', nameEn: 'Plan' }, { ...STAGE, kind: 'PREPOSITION', nameZh: '预置', nameEn: 'Pre-position' }] } });
