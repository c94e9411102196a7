import { Areas, Flag, FreeText, Id, Instant, Optional, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Conditions of plans that no gauge measures (domain.md D.3: hospital roads cut, drains over capacity): unknown until a person says, and again when that is old (C11). */
export class StateConditionInput {
  /** Of a `reading` trigger of a published plan. */
  @Text(80) code: string;
  @Areas(100, 1) areas: string[];
  @Flag() holds: boolean;
  @Optional() @FreeText() note?: string;
  /** How long the word counts; 3 where it is not said. */
  @Optional() @Whole(1, 24) hours?: number;
}
export class StatedCondition { @Id() statementId: string; @Text(80) code: string; @Areas(100, 1) areas: string[]; @Flag() holds: boolean; @Id() by: string; @Instant() at: string; @Instant() until: string }
export const StateCondition = defineOperation({
  name: 'command.condition.state', http: 'POST /api/conditions', summary: 'Say whether a condition of a plan that no gauge measures holds over areas of yours; the latest word counts, for hours.', status: 201,
  input: StateConditionInput, output: StatedCondition, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { code: 'hospital-cut', areas: ['410171561'], holds: true, note: '医院门前积水 60 厘米' },
});
