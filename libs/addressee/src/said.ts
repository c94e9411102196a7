import type { GeoPoint } from '@xunling/contracts';
import type { KnownEvidence } from './evidence.js';
import type { Occurred } from './instant.js';
import type { Answer, Item, Verb } from './item.js';

/** Where a check-in was said, against where it should be: metres to the fence, 0 inside. */
export interface Judged { distanceM: number; offPost: boolean }

/** What a person says. `evidence` names files, `files` is what is known of them; `judged` is what the place says of the position. */
export interface VerbInput {
  verb: Verb; at?: string; note?: string; position?: GeoPoint; noPositionReason?: string; judged?: Judged; evidence?: readonly string[]; files?: KnownEvidence; reason?: string; dueAt?: string; to?: string;
}
/** One verb of one person on one item, with both clocks. */
export interface Said { item: Item; input: VerbInput; by: string; when: Occurred }

/** The answer as the item keeps it. */
export const made = ({ input, by, when }: Said, due: string): Answer =>
  ({ by, ...when, late: Date.parse(when.at) > Date.parse(due), ...(when.deviceAt ? { clockOff: true } : {}), ...(input.note ? { note: input.note } : {}) });
