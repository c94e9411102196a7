import type { Subject } from '../claim/claim.js';
import type { Figures } from '../sitrep/sitrep.js';

/** What is listed of more: `total` counts all of it. */
export interface Part<T> { items: T[]; total: number }
export interface SeatRecord { id: string; seat: string; name: string; since: Date }
export interface MemberRecord { id: string; kind: string; unit: string; name: string; since: Date }
export interface OfficerRecord { rosterId: string; name: string; place: number; from: Date; until: Date | null }
export interface LineRecord { id: string; who: string; to: string; since: Date; override: string | null }
export interface LevelRecord { id: string; at: Date; areas: string[]; level: string; reason: string | null; signers: string[]; planVersion: string | null }
export interface SetRecord { id: string; at: Date; kind: string; level: string | null; planVersion: string | null; orders: number; unaddressable: number; by: string }
/** Orders of one kind in one street, and how far they had come. */
export interface WorkRecord { street: string; kind: string; force: string | null; measure: string; orders: number; executing: number; reported: number; verified: number; ended: number }
/** An order to a team or a depot. `wanted` is when it was first due to be executed. */
export interface ResourceRecord { id: string; kind: 'team' | 'depot'; name: string; area: string; measure: string; quantity: number | null; unit: string | null; textZh: string; by: string; at: Date; stage: string; wanted: Date | null }
export interface WarningRecord { id: string; colour: string; headline: string; issuer: string; expiresAt: Date }
export interface SitrepRecord { id: string; number: number; kind: string; textZh: string; author: string; approver: string; publishedAt: Date }
export interface ChannelRecord { channel: string; tries: number; accepted: number; answered: number }
export interface CheckInRecord { eventId: string; name: string; kind: string; area: string; by: string; occurred: Date; known: Date }
export interface LogRecord { id: string; at: Date; type: string; actor: string; corrects: string | null; text: string | null }
/** A place that takes the injured; `owner` is who answers for it. */
export interface HospitalRecord { id: string; name: string; area: string; owner: string }
/** What was said to somebody, and what came back: an attention to its officer, a notice to everybody of a sub-district, a call to the responsible persons. */
export interface MessageRecord { id: string; at: Date; kind: string; sender: string; receiver: string | null; area: string | null; text: string; answered: Date | null; by: string | null; reply: string | null }
export interface CountRecord { type: string; n: number }

/** Everything a form may be made of: as command knew it at the end of the period. */
export interface FormRecords {
  incident: { id: string; name: string; zone: string; areas: string[]; openedAt: Date; closedAt: Date | null };
  seats: SeatRecord[]; members: MemberRecord[]; officers: OfficerRecord[]; lines: LineRecord[]; changes: LevelRecord[]; sets: Part<SetRecord>; work: Part<WorkRecord>; resources: Part<ResourceRecord>;
  /** Of them, what was ordered in the period. */
  requests: Part<ResourceRecord>;
  figures: Figures; warnings: WarningRecord[]; sitreps: SitrepRecord[]; claims: Subject[]; channels: ChannelRecord[]; checkIns: Part<CheckInRecord>; log: Part<LogRecord>; counts: CountRecord[];
  hospitals: HospitalRecord[]; messages: Part<MessageRecord>;
}
/** Records beside the incident. */
export type RecordKind = Exclude<keyof FormRecords, 'incident'>;
/** Operational period, from inclusive, to exclusive. */
export interface Period { from: Date; to: Date }
/** A form reads what it names, nothing else. */
export type Reads<K extends RecordKind> = Pick<FormRecords, 'incident' | K>;
