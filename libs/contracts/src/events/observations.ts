import { Event } from '../event.js';
import { Id, Instant, Strings, Whole } from '../fields.js';

@Event('command.observation.taken', 'Readings came in; those that were known already are not counted again.')
export class ObservationsTaken { @Id() batchId: string; @Whole() n: number; @Whole() late: number; @Strings(/^[a-z-]{2,20}$/, 10) elements: string[]; @Instant() from: string; @Instant() to: string; @Id() by: string }
