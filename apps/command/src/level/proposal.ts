import type { Level } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { capacityFor, commands, missingSignatures, needsSeats, type InCommand, type SignatureState } from '../decision/signer.js';

export type ProposalState = 'open' | 'raised' | 'withdrawn' | 'lapsed';
/** A level proposed without a warning behind it. */
export interface Proposal { id: string; level: Level; areas: string[]; planVersion: string; reason: string; incidentId: string | null; by: string; at: Date; lapsesAt: Date; state: ProposalState; signatures: SignatureState[]; orderSetId: string | null; version: number }

/** What nobody signed by then is no longer what was proposed (OURS). */
const LAPSES_MIN = 60;
export const NEXT = { open: ['raised', 'withdrawn', 'lapsed'], raised: [], withdrawn: [], lapsed: [] } as const satisfies Record<ProposalState, readonly ProposalState[]>;

/** A proposal of somebody in command: the roster or a seat; whoever holds a seat signs by proposing. @throws Refusal level.signer, input.impossible */
export function propose(wish: Pick<Proposal, 'id' | 'level' | 'areas' | 'planVersion' | 'reason' | 'incidentId'>, by: string, command: InCommand, at: Date): Proposal {
  const as = capacityFor(by, wish.level, command);
  const signatures = as ? [{ userId: by, as, at }] : [];
  if (!needsSeats(wish.level, command) || missingSignatures(wish.level, signatures, command).length === 0) throw new Refusal('level.signer', { detail: 'one signature is enough here: raise it directly' });
  if (!as && !commands(by, command)) throw new Refusal('level.signer');
  return { ...wish, by, at, lapsesAt: new Date(at.getTime() + LAPSES_MIN * 60_000), state: 'open', signatures, orderSetId: null, version: 1 };
}

function checkOpen(p: Proposal, at: Date): void {
  const state = p.state === 'open' && p.lapsesAt <= at ? 'lapsed' : p.state;
  if (state !== 'open') throw new Refusal('state.conflict', { state, allowed: [...NEXT[state]] });
}

/** One more signature, each seat by another person. Complete where none is missing any more. @throws Refusal */
export function sign(p: Proposal, by: string, command: InCommand, at: Date): { proposal: Proposal; signature: SignatureState; complete: boolean } {
  checkOpen(p, at);
  if (p.signatures.some((s) => s.userId === by)) throw new Refusal('level.same-signer', { state: p.state, allowed: [] });
  const as = capacityFor(by, p.level, command);
  if (!as) throw new Refusal('level.signer');
  const signature = { userId: by, as, at };
  const proposal = { ...p, signatures: [...p.signatures, signature], version: p.version + 1 };
  return { proposal, signature, complete: missingSignatures(p.level, proposal.signatures, command).length === 0 };
}

/** Taken back by who made it, or by a seat. @throws Refusal */
export function withdraw(p: Proposal, by: string, command: InCommand, at: Date): Proposal {
  checkOpen(p, at);
  if (by !== p.by && !capacityFor(by, p.level, command)) throw new Refusal('level.signer');
  return { ...p, state: 'withdrawn', version: p.version + 1 };
}
