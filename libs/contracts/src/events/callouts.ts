import { COLOURS, LEVELS } from '../codes.js';
import { Event } from '../event.js';
import { Area, Areas, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';

/** Ways to a person. Mail is handed over and proves nothing; sms and voice have a contract and no carrier yet. */
export const CALLOUT_CHANNELS = ['on-screen', 'webhook', 'mail', 'sms', 'voice'] as const;
export const CALLEE_ROLES = ['person', 'deputy', 'superior'] as const;
export const CALLOUT_STEPS = [...CALLEE_ROLES, 'door'] as const;
export const CALLOUT_ROW_STATES = ['ringing', 'reached', 'unreached'] as const;
/** What an answer was worth; only `reached` and `late` close a row, `taken` is a superior's. */
export const ANSWER_VERDICTS = ['reached', 'late', 'taken', 'incomplete', 'declined', 'repeated', 'after-end', 'unproven'] as const;
/** Longest message: what is spoken in twenty seconds at five characters a second. */
export const CALLOUT_MESSAGE = 100;

@Event('command.callout.started', 'The responsible persons of the areas are called; each must hear the whole message and answer.')
export class CalloutStarted { @Id() calloutId: string; @OneOf(['alarm', 'test']) kind: string; @Optional() @Id() incidentId?: string; @Optional() @Id() warningId?: string; @Areas(100, 1) areas: string[]; @Optional() @OneOf(COLOURS) colour?: string; @Optional() @OneOf(LEVELS) level?: string; @Flag() lifeSafety: boolean; @FreeText(CALLOUT_MESSAGE) messageZh: string; @Whole() persons: number; @Optional() @Id() supersedes?: string; @Id() by: string; @Instant() startedAt: string; /** Begun by the warning itself, in the name of the officer on duty. */ @Optional() @Flag() automatic?: boolean; /** Minutes one person may be silent before the next is asked. */ @Optional() @Whole(1, 240) hopMinutes?: number; /** Responsible there, but off duty by the roster of their area: who is on duty was called in their place. */ @Optional() @Ids(200) offDuty?: string[] }

@Event('command.callout.updated', 'The same signal again: nobody is called anew.')
export class CalloutUpdated { @Id() calloutId: string; @Areas(100, 1) areas: string[]; @Id() by: string; @Instant() at: string }

@Event('command.callout.joined', 'A warning of another issuer for the same hazard calls persons whom this campaign calls already: they are not called twice.')
export class CalloutJoined { @Id() calloutId: string; @Id() warningId: string; @OneOf(COLOURS) colour: string; @Areas(100, 1) areas: string[]; /** Of those responsible there, how many this campaign calls. */ @Whole() persons: number; @Id() by: string; @Instant() at: string }

export class CalloutRing { @Id() attemptId: string; @Id() rowId: string; @Id() userId: string; @OneOf(CALLEE_ROLES) role: string; @Whole(1, 99) n: number }
@Event('command.callout.rung', 'These persons of a street were rung: a channel has accepted the message, nobody has heard it yet.')
export class CalloutRung { @Id() calloutId: string; @Area() area: string; @OneOf(CALLOUT_CHANNELS) channel: string; @ListOf(() => CalloutRing, 500, 1) rings: CalloutRing[]; @Instant() at: string }

export class CalloutNotRing { @Id() rowId: string; @Id() userId: string; @OneOf(CALLOUT_CHANNELS) channel: string; @Text(80) reason: string }
@Event('command.callout.not-rung', 'These messages were not handed over, each with its reason: held back by the hourly limit, refused by the channel, simulated.')
export class CalloutNotRung { @Id() calloutId: string; @Area() area: string; @ListOf(() => CalloutNotRing, 500, 1) items: CalloutNotRing[]; @Instant() at: string }

export class CalloutMove { @Id() rowId: string; @Id() userId: string; @OneOf(CALLOUT_ROW_STATES) state: string; @OneOf(CALLOUT_STEPS) step: string; @Optional() @Id() calleeId?: string }
@Event('command.callout.passed', 'Silence, or a person, handed these rows on: to the deputy, the superior, the door.')
export class CalloutPassed { @Id() calloutId: string; @Area() area: string; @ListOf(() => CalloutMove, 500, 1) moves: CalloutMove[]; @Optional() @Id() by?: string; @Optional() @FreeText() reason?: string; @Instant() at: string }

@Event('command.callout.answered', 'A person answered a call; what it was worth is said.')
export class CalloutAnswered { @Id() calloutId: string; @Id() rowId: string; @Id() userId: string; @Id() by: string; @OneOf(CALLEE_ROLES) role: string; @OneOf(CALLOUT_CHANNELS) channel: string; @Whole(0, 3600) heardSeconds: number; @OneOf(ANSWER_VERDICTS) verdict: string; @Instant() at: string }

@Event('command.callout.door-checked', 'Somebody went there: told in person, or found nobody. The call itself stays unanswered.')
export class CalloutDoorChecked { @Id() calloutId: string; @Id() rowId: string; @Id() userId: string; @Flag() told: boolean; @FreeText() note: string; @Id() by: string; @Instant() at: string }

@Event('command.callout.ended', 'The callout sends nothing further; who was not reached is frozen by name.')
export class CalloutEnded { @Id() calloutId: string; @OneOf(['ended', 'superseded', 'withdrawn', 'expired']) reason: string; @Optional() @FreeText() note?: string; @Optional() @Id() by?: string; @Whole() persons: number; @Whole() reached: number; @Ids(10_000) unreached: string[]; @Instant() endedAt: string }

@Event('command.contact.stated', 'How a person is called was written down; the number itself stays in the table.')
export class ContactStated { @Id() contactId: string; @Id() userId: string; @Area() area: string; @OneOf(CALLOUT_CHANNELS) kind: string; @Whole(1, 9) order: number; @Id() by: string }
@Event('command.contact.confirmed', 'The person, or who keeps the list, confirmed that the contact still holds.')
export class ContactConfirmed { @Id() contactId: string; @Id() userId: string; @OneOf(CALLOUT_CHANNELS) kind: string; @Id() by: string; @Instant() at: string }
@Event('command.contact.proven', 'The person answered on it: the contact works.')
export class ContactProven { @Id() contactId: string; @Id() userId: string; @OneOf(CALLOUT_CHANNELS) kind: string; @Id() calloutId: string; @Instant() at: string }

/** Minutes one person may be silent before the next is asked, by colour (domain.md D.6; C4). */
export class HopMinutes { @Whole(1, 240) RED: number; @Whole(1, 240) ORANGE: number; @Whole(1, 240) YELLOW: number; @Whole(1, 240) BLUE: number }
@Event('command.callout-policy.set', 'Which warnings are called by themselves, and how long one person may be silent, by colour; counts for campaigns that begin from now.')
export class CalloutPolicySet { /** A street that differs; absent: the whole zone. */ @Optional() @Area() area?: string; /** The street holds to the zone's again. */ @Optional() @Flag() asZone?: boolean; @Strings(new RegExp(`^(${COLOURS.join('|')})$`), 4) automatic: string[]; @Nested(() => HopMinutes) hopMinutes: HopMinutes; @Id() by: string; @Instant() at: string }
