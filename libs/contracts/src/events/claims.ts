import { Event } from '../event.js';
import { FreeText, Id, Instant, OneOf, Text } from '../fields.js';

export const CONFIDENCES = ['low', 'medium', 'high'] as const;

@Event('command.claim.stated', 'A source says something about the incident; another may say otherwise.')
export class ClaimStated { @Id() claimId: string; @Id() incidentId: string; @Text(120) subject: string; @Text(200) value: string; @Text(200) source: string; @OneOf(CONFIDENCES) confidence: string; @Instant() at: string; @Id() by: string }

@Event('command.claim.settled', 'A named person settled which of several claims holds, and why; the others stay.')
export class ClaimSettled { @Id() claimId: string; @Id() incidentId: string; @Text(120) subject: string; @FreeText() reason: string; @Id() by: string; @Instant() settledAt: string }
