import { CASUALTY_KINDS } from '../codes.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, OneOf, Optional, Whole } from '../fields.js';

// The person's name and document stay with the grid: an event names a record, never a person. Who said so and why are typed words: marked as such, for masking and erasure.
@Event('grid.casualty.added', 'A person is dead, missing or injured, as a source says; one record a person.')
export class CasualtyAdded { @Id() casualtyId: string; @OneOf(CASUALTY_KINDS) kind: string; @Area() area: string; @FreeText(200) source: string; @Optional() @Id() reportId?: string; @Instant() occurredAt: string; @Instant() receivedAt: string; @Id() by: string }

@Event('grid.casualty.changed', 'What is known of the person changed: found, died, was injured.')
export class CasualtyChanged { @Id() casualtyId: string; @OneOf([...CASUALTY_KINDS, 'FOUND']) kind: string; @Area() area: string; @FreeText() reason: string; @FreeText(200) source: string; @Id() by: string }

@Event('grid.casualty.merged', 'Two records are one person: this one ends in the other; both stay readable.')
export class CasualtyMerged { @Id() casualtyId: string; @Id() into: string; @Area() area: string; @FreeText() reason: string; @Id() by: string }

@Event('grid.casualty.withdrawn', 'The record was wrong; it stays readable with the reason.')
export class CasualtyWithdrawn { @Id() casualtyId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string }

@Event('grid.casualty.explained', 'Why the totals of a street moved by more than a fifth.')
export class CasualtiesExplained { @Id() explanationId: string; @Area() area: string; @FreeText() text: string; @Whole() dead: number; @Whole() missing: number; @Whole() injured: number; @Id() by: string; @Instant() at: string }
