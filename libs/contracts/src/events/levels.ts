import { LEVELS, SEATS } from '../codes.js';
import { Event } from '../event.js';
import { Area, Areas, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Strings, Text } from '../fields.js';
import { MissingSignature, Signature } from './command.js';

@Event('command.notice.issued', 'A notice of the plan for everyone in a sub-district; nobody is ordered by it.')
export class NoticeIssued { @Id() noticeId: string; @Id() levelId: string; @OneOf(LEVELS) level: string; @Area() area: string; @Text(400) headline: string; @Text(2000) textZh: string; @Text(2000) textEn: string }

const SEAT = new RegExp(`^(${SEATS.join('|')})$`);
/** Seats whose holders all sign a level; none is one signature of an officer on the roster or a seat holder. */
export class LevelSigners { @Strings(SEAT, 2) I: string[]; @Strings(SEAT, 2) II: string[]; @Strings(SEAT, 2) III: string[]; @Strings(SEAT, 2) IV: string[] }
@Event('command.level-signers.set', 'Who signs which level in this zone was set, for what is raised from now.')
export class LevelSignersSet { @Nested(() => LevelSigners) signers: LevelSigners; @Id() by: string; @Instant() at: string }

@Event('command.proposal.made', 'Somebody in command asks for level Ⅱ or Ⅰ without a warning behind it; it waits for both seats.')
export class ProposalMade { @Id() proposalId: string; @OneOf(LEVELS) level: string; @Areas(100, 1) areas: string[]; @Text(80) planVersion: string; @FreeText() reason: string; @Optional() @Id() incidentId?: string; @Id() by: string; @ListOf(() => MissingSignature, 5) missing: MissingSignature[]; @Instant() lapsesAt: string }

@Event('command.proposal.signed', 'One of the seats signed the proposed level.')
export class ProposalSigned { @Id() proposalId: string; @OneOf(LEVELS) level: string; @Nested(() => Signature) signature: Signature }

@Event('command.proposal.ended', 'The proposal came into force, was taken back, or lapsed unsigned.')
export class ProposalEnded { @Id() proposalId: string; @OneOf(['raised', 'withdrawn', 'lapsed']) how: string; @Optional() @Id() levelId?: string; @Optional() @Id() by?: string; @Optional() @FreeText() reason?: string }
