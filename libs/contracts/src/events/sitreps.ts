import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, OneOf, Optional, Sha256, Text, Whole } from '../fields.js';

export const SITREP_KINDS = ['INITIAL', 'FOLLOW_UP', 'FINAL'] as const;
/** By phone, in writing, the first report, each further one. Source: domain.md D.9 (15 and 35 min), feature row 101. */
export const SITREP_CLOCKS = ['phone', 'written', 'first', 'follow-up'] as const;

@Event('command.sitrep.drafted', 'A situation report was begun; its figures are those known at its instant.')
export class SitrepDrafted { @Id() sitrepId: string; @Id() incidentId: string; @OneOf(SITREP_KINDS) kind: string; @Whole(1) number: number; @Optional() @Id() corrects?: string; @Instant() asOf: string; @Sha256() figures: string; @Id() author: string }

@Event('command.sitrep.submitted', 'The author gave it to be approved.')
export class SitrepSubmitted { @Id() sitrepId: string; @Id() incidentId: string; @Whole(1) number: number; @Id() by: string; @Optional() @FreeText() explanation?: string }

@Event('command.sitrep.returned', 'It goes back to its author with a reason.')
export class SitrepReturned { @Id() sitrepId: string; @Id() incidentId: string; @Whole(1) number: number; @Id() by: string; @FreeText() reason: string }

@Event('command.sitrep.published', 'Another than its author approved it: frozen with its hash, a correction is a new number.')
export class SitrepPublished { @Id() sitrepId: string; @Id() incidentId: string; @OneOf(SITREP_KINDS) kind: string; @Whole(1) number: number; @Instant() asOf: string; @Sha256() hash: string; @Id() author: string; @Id() approver: string }

@Event('command.sitrep.told', 'The first word went up by phone.')
export class SitrepTold { @Id() incidentId: string; @Text(200) toWhom: string; @Id() by: string; @Instant() at: string }

@Event('command.sitrep.overdue', 'A report was not there at its time; lateness stays on the record.')
export class SitrepOverdue { @Id() incidentId: string; @Area() zone: string; @OneOf(SITREP_CLOCKS) clock: string; @Instant() dueAt: string; @Optional() @Id() ownerId?: string }
