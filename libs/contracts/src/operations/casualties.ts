import { CASUALTY_KINDS } from '../codes.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** 因灾死亡失踪人口台账: a total is a set of person records with sources. Row 100, requirement C17; a street's own, its line sees names, others see them masked. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const WRITERS = ['commander', 'duty-officer', 'sub-district-officer', 'post-holder'] as const;
const READERS = [...WRITERS, 'administrator', 'department-officer', 'auditor', 'observer'] as const;
export const CASUALTY_STATES = [...CASUALTY_KINDS, 'FOUND', 'merged', 'withdrawn'] as const;
export class CasualtyStep { @Text(20) act: string; @Optional() @Text(20) kind?: string; @Optional() @FreeText() reason?: string; @Optional() @FreeText(200) source?: string; @Optional() @Id() into?: string; @Id() by: string; @Instant() at: string }
export class CasualtyView {
  @Id() id: string; @OneOf(CASUALTY_STATES) state: string; @Area() area: string;
  /** Given name masked unless the record lies within a grant of the caller below the zone, or the caller commands. */
  @Text(80) name: string; @Optional() @Text(80) mark?: string; @Flag() masked: boolean;
  /** Typed, and may name a relative: absent where masked, like the reasons and sources of its steps. */ @Optional() @FreeText(200) source?: string; /** The field report it was taken from. */ @Optional() @Id() reportId?: string; @Instant() occurredAt: string; @Instant() receivedAt: string; @Whole() minutesLate: number;
  /** The reporting limit that was missed, minutes: by phone, in writing, the first report. */ @Optional() @OneOf(['15', '35', '120']) missed?: string; @Optional() @Id() mergedInto?: string; @ListOf(() => CasualtyStep, 100) steps: CasualtyStep[];
}
export class CasualtyPage { @ListOf(() => CasualtyView, 200) items: CasualtyView[]; @Optional() @Text(80) nextCursor?: string }
export class ListCasualtiesInput { @Optional() @Area() area?: string; @Optional() @OneOf(CASUALTY_STATES) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
/** A total that moved by more than a fifth since it was last explained, or in a day: it asks for an explanation until one is given. */
export class CasualtyJump { @OneOf(['dead', 'missing', 'injured']) kind: string; @Whole() from: number; @Whole() to: number }
/** What a named person said of a jump, with the totals it spoke of. */
export class CasualtyExplanation { @FreeText() text: string; @Id() by: string; @Instant() at: string; @Whole() dead: number; @Whole() missing: number; @Whole() injured: number }
/**
 * Of one street: the totals, how they moved in a day, and how many of the records that count came later than each limit
 * (domain.md D.9: 15 minutes by phone, 35 in writing, two hours for the first report).
 */
export class CasualtyTotal {
  @Area() area: string; @Whole() dead: number; @Whole() missing: number; @Whole() injured: number; @Whole() lastDay: number; @Whole() late: number; @Whole() over15: number; @Whole() over35: number;
  @ListOf(() => CasualtyJump, 3) jumps: CasualtyJump[]; @Optional() @Nested(() => CasualtyExplanation) explained?: CasualtyExplanation;
}
export class ExplainCasualtiesInput { @Area() area: string; @FreeText() text: string }
export class CasualtyTotals { @Instant() at: string; @ListOf(() => CasualtyTotal, 200) items: CasualtyTotal[] }
export class CasualtyTotalsInput { @Optional() @Area() area?: string }
export class AddCasualtyInput { @OneOf(CASUALTY_KINDS) kind: string; @Area() area: string; @Text(80) name: string; /** What tells the person apart where the name does not: age, clothing, last four digits. */ @Optional() @Text(80) mark?: string; @Text(200) source: string; /** The field report that says so, of the same street. */ @Optional() @Id() reportId?: string; @Optional() @Instant() occurredAt?: string }
export class ChangeCasualtyInput { @Id() id: string; @OneOf([...CASUALTY_KINDS, 'FOUND']) kind: string; @Text(200) source: string; /** A total moves with a reason; refused by name without. */ @Optional() @FreeText() reason?: string }
export class MergeCasualtyInput { @Id() id: string; @Id() into: string; @Optional() @FreeText() reason?: string }
export class WithdrawCasualtyInput { @Id() id: string; @Optional() @FreeText() reason?: string }
export const ListCasualties = defineOperation({ name: 'grid.casualty.list', http: 'GET /api/casualties', summary: 'Person records of dead, missing and injured, newest first; names masked outside their owner’s line.', input: ListCasualtiesInput, output: CasualtyPage, roles: READERS, write: false, example: { area: '410171561' } });
export const TotalCasualties = defineOperation({ name: 'grid.casualty.totals', http: 'GET /api/casualties/totals', summary: 'Totals by street, each the count of its records, with what moved in a day and what came late.', input: CasualtyTotalsInput, output: CasualtyTotals, roles: READERS, write: false, example: {} });
export const AddCasualty = defineOperation({ name: 'grid.casualty.add', http: 'POST /api/casualties', summary: 'Add a person record with its source; nothing but records moves a total.', input: AddCasualtyInput, output: CasualtyView, status: 201, roles: WRITERS, write: true, example: { kind: 'MISSING', area: '410171561901001', name: '示例甲', source: '家属报告' } });
export const ChangeCasualty = defineOperation({ name: 'grid.casualty.change', http: 'POST /api/casualties/:id/change', summary: 'Found, died, injured: with source and reason.', input: ChangeCasualtyInput, output: CasualtyView, roles: WRITERS, write: true, example: { id: AN_ID, kind: 'FOUND', source: '派出所', reason: '本人已联系上' } });
export const MergeCasualty = defineOperation({ name: 'grid.casualty.merge', http: 'POST /api/casualties/:id/merge', summary: 'Two records of one person become one; both stay readable.', input: MergeCasualtyInput, output: CasualtyView, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { id: AN_ID, into: '018f0000-0000-7000-8000-000000000002', reason: '同一人' } });
export const WithdrawCasualty = defineOperation({ name: 'grid.casualty.withdraw', http: 'POST /api/casualties/:id/withdraw', summary: 'Take a wrong record out of the total, with the reason; it stays readable.', input: WithdrawCasualtyInput, output: CasualtyView, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { id: AN_ID, reason: '误报' } });
export const ExplainCasualties = defineOperation({ name: 'grid.casualty.explain', http: 'POST /api/casualties/explanations', summary: 'Say why the totals of a street moved by more than a fifth; kept with the totals it speaks of.', input: ExplainCasualtiesInput, output: CasualtyTotals, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { area: '410171561', text: '夜间搜救新增三名失踪人员' } });
