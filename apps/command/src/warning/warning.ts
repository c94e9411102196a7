import { COLOURS, type Colour } from '@xunling/contracts';

export type WarningState = 'active' | 'expired' | 'lifted' | 'withdrawn' | 'superseded';

/** One hazard of one CAP message, as the fold needs it. */
export interface Message {
  alertId: string;
  kind: 'signal' | 'cancel';
  /** Empty on a Cancel that names no hazard: it then ends every hazard it refers to. */
  hazard: string;
  issuer: string;
  /** issuer | hazard | issued area. */
  key: string;
  /** `sender,identifier,epoch` of this message and of those it refers to. */
  ref: string;
  refs: string[];
  sent: Date;
  /** The intake's own sequence: orders messages of one `sent`. */
  seq: number;
  receivedAt: Date;
  colour?: Colour;
  areas: string[];
  headline: string;
  expiresAt: Date;
  /** Warning this message belonged to when it was last folded. */
  warningId?: string;
}

/** One warning: the messages of one life, from issue to its end. */
export interface Life { messages: Message[]; newest: Message; end?: 'lifted' | 'withdrawn' }

/** The state of a warning as its row keeps it. */
export interface Warning {
  id: string;
  lineage: string;
  alertId: string;
  issuer: string;
  hazard: string;
  colour: Colour;
  areas: string[];
  state: WarningState;
  headline: string;
  sent: Date;
  receivedAt: Date;
  expiresAt: Date;
  version: number;
}

export type WarningVerb = 'issued' | 'continued' | 'upgraded' | 'downgraded' | 'lifted' | 'expired' | 'recorded';
/** What one arrival changed: the warning as it is now, and what the event says. */
export interface WarningChange { verb: WarningVerb; warning: Warning; fact: Warning; previousColour?: Colour }

export const rank = (colour: Colour): number => COLOURS.indexOf(colour);

/** The one function that says whether a warning is in force; every screen, rule and list asks it. */
export const isActive = (warning: Pick<Warning, 'state' | 'expiresAt'>, at: Date): boolean =>
  warning.state === 'active' && at < warning.expiresAt;

/** Order of truth is (sent, sequence). At one `sent`, a Cancel ends what it names and never a message it does not name. */
function inOrder(messages: readonly Message[]): Message[] {
  const refs = new Set(messages.filter((m) => m.kind === 'signal').map((m) => `${m.ref}|${m.sent.getTime()}`));
  const tie = (m: Message): number => (m.kind === 'signal' ? 0 : m.refs.some((ref) => refs.has(`${ref}|${m.sent.getTime()}`)) ? 1 : -1);
  return [...messages].sort((a, b) => a.sent.getTime() - b.sent.getTime() || tie(a) - tie(b) || a.seq - b.seq);
}

/** A Cancel that names only older messages and another colour (解除橙色) leaves the newer colour in force. */
function endsLife(cancel: Message, life: Life): boolean {
  if (cancel.refs.includes(life.newest.ref)) return true;
  return !cancel.colour || cancel.colour === life.newest.colour;
}

/** Folds all messages of one lineage into its lives. Pure in the set: the order of arrival plays no part. */
export function foldLineage(messages: readonly Message[]): Life[] {
  const lives: Life[] = [];
  for (const m of inOrder(messages)) {
    const last = lives.at(-1);
    const running = last && !last.end && m.sent < last.newest.expiresAt ? last : undefined;
    if (m.kind === 'cancel') {
      if (running && endsLife(m, running)) running.end = m.headline.includes('撤销') ? 'withdrawn' : 'lifted';
    } else if (running) {
      running.messages.push(m);
      running.newest = m;
    } else {
      lives.push({ messages: [m], newest: m });
    }
  }
  return lives;
}

const stateOf = (life: Life, at: Date): WarningState => life.end ?? (at < life.newest.expiresAt ? 'active' : 'expired');

/** Newest life first, so that an open decision stays with the warning that is in force when a life is split. */
function identify(lives: Life[], makeId: (index: number) => string): string[] {
  const taken = new Set<string>();
  const ids: string[] = [];
  for (let i = lives.length - 1; i >= 0; i--) {
    const known = [...lives[i]!.messages].reverse().find((m) => m.warningId && !taken.has(m.warningId))?.warningId;
    ids[i] = known ?? makeId(i);
    taken.add(ids[i]!);
  }
  return ids;
}

const warningOf = (m: Message, id: string, lineage: string, state: WarningState, version: number): Warning => ({
  id, lineage, alertId: m.alertId, issuer: m.issuer, hazard: m.hazard, colour: m.colour!, areas: m.areas, state, headline: m.headline,
  sent: m.sent, receivedAt: m.receivedAt, expiresAt: m.expiresAt, version,
});

function verbOf(before: Warning | undefined, now: Warning): WarningVerb | undefined {
  if (!before) return now.state === 'active' ? 'issued' : 'recorded';
  const newer = before.alertId !== now.alertId;
  if (now.state === 'lifted' || now.state === 'withdrawn') return before.state === now.state && !newer ? undefined : 'lifted';
  if (now.state === 'expired') return newer ? 'recorded' : undefined;
  if (!newer && before.state === now.state) return undefined;
  const step = rank(now.colour) - rank(before.colour);
  return step > 0 ? 'upgraded' : step < 0 ? 'downgraded' : 'continued';
}

/**
 * What the arrival of one message makes of a lineage: the changed warnings with what to say of each, and to which warning every message now belongs.
 * `before` are the warnings known of the lineage; a warning no life claims any more was taken over by another: superseded.
 */
export function settle(
  before: readonly Warning[], messages: readonly Message[], arrived: Message, at: Date, lineage: string, makeId: (index: number) => string,
): { changes: WarningChange[]; members: Map<Message, string> } {
  const lives = foldLineage(messages);
  const ids = identify(lives, makeId);
  const known = new Map(before.map((w) => [w.id, w]));
  const changes: WarningChange[] = [];
  const members = new Map<Message, string>();
  lives.forEach((life, i) => {
    const id = ids[i]!;
    for (const m of life.messages) members.set(m, id);
    const old = known.get(id);
    known.delete(id);
    const now = warningOf(life.newest, id, lineage, stateOf(life, at), (old?.version ?? 0) + 1);
    const verb = verbOf(old, now);
    if (verb) changes.push({ verb, warning: now, fact: now, ...(old ? { previousColour: old.colour } : {}) });
    else if (old && arrived !== life.newest && life.messages.includes(arrived)) {
      // an older message came late: history, and the warning stays what it is
      const kept = { ...old, version: old.version + 1 };
      changes.push({ verb: 'recorded', warning: kept, fact: warningOf(arrived, id, lineage, 'superseded', kept.version) });
    }
  });
  for (const orphan of known.values()) {
    if (orphan.state !== 'active') continue;
    const gone: Warning = { ...orphan, state: 'superseded', version: orphan.version + 1 };
    changes.push({ verb: 'recorded', warning: gone, fact: gone });
  }
  return { changes, members };
}

/** The message ended without a successor; undefined where it did not. */
export function expire(warning: Warning, at: Date): WarningChange | undefined {
  if (warning.state !== 'active' || at < warning.expiresAt) return undefined;
  const now: Warning = { ...warning, state: 'expired', version: warning.version + 1 };
  return { verb: 'expired', warning: now, fact: now };
}
