import { Event } from '../event.js';
import { FreeText, Id, Optional, Text } from '../fields.js';

@Event('command.entry.corrected', 'An entry of the journal is wrong: this new entry points at it and says what is right; the old one stays as it was, and both show.')
export class EntryCorrected { @Id() correctionId: string; /** Entry that is corrected, and what kind it is. */ @Id() eventId: string; @Text(120) eventType: string; @Optional() @Id() incidentId?: string; @FreeText() reason: string; @FreeText(4000) textZh: string; @Id() by: string }
