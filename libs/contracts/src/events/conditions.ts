import { Event } from '../event.js';
import { Areas, Flag, FreeText, Id, Instant, Optional, Text } from '../fields.js';

@Event('command.condition.stated', 'A person says whether a condition that no gauge measures holds over these areas; after `until` it is unknown again.')
export class ConditionStated {
  @Id() statementId: string;
  /** Of a `reading` trigger of a published plan. */
  @Text(80) code: string;
  @Text(300) zh: string;
  @Text(300) en: string;
  @Areas(100, 1) areas: string[];
  @Flag() holds: boolean;
  @Optional() @FreeText() note?: string;
  @Id() by: string;
  @Instant() at: string;
  @Instant() until: string;
}
