import { envelopeFault, fieldOf, pathsOfUnkept, type XlEvent } from '@xunling/contracts';
import { validateEventData } from '@xunling/contracts/classes';
import type { Clock } from '@xunling/platform';
import type { QueryRunner } from 'typeorm';
import { WorkUnit, type Origin } from '../journal/work-unit.js';
import type { Received } from '../work.js';
import { bury } from './dead-letter.store.js';
import { faultOf, NotRemembered } from './faults.js';
import { dueParked, moveFloor, park, parkedAggregates, takeNew, unpark } from './inbox.store.js';
import type { Subscriber, SubscribeOptions } from './subscribe.decorator.js';

/** A message as it came; `event` is undefined where the bytes are no event. */
export interface Raw { subject: string; seq: number; received: Date; text: string; event: XlEvent | undefined }

/** Tries before a message becomes a dead letter; the count is committed before the handler runs, so one that kills the process counts too. */
const MOST_ATTEMPTS = 6;
const BACK_OFF_MS = [100, 500, 2_000, 10_000, 30_000];
/** A message that waits for an earlier one may wait longer: the earlier one can be parked itself. */
const MOST_EARLY = 40;

export interface SettlementContext { runner: QueryRunner; clock: Clock; origin: Origin; options: SubscribeOptions; subscriber: Subscriber; /** Of the floor this batch was read from. */ epoch: number; onAppended: () => void; /** The handler ran in the present transaction. */ ran?: boolean;
  /** Whether messages may wait; the one active reader alone sets them aside, so what it found empty stays so. Not known at first. */ waits?: boolean;
  /** Parked messages whose last attempt ended by the surroundings' fault: it is in their count and does not count. Kept by the reader as long as its process lives. */ uncounted: Set<string> }

/** Sets a message aside, and remembers that one waits. */
const setAside = (context: SettlementContext, unit: WorkUnit, ...[message, text, reason, attempts, nextAt]: [Received, string, string, number, Date]): Promise<void> => {
  context.waits = true;
  return park(unit.em, context.options.name, message, text, reason, attempts, nextAt);
};
/** Aggregates that wait; asked for only while some may: most of the time none do, and an idle subscription looks four times a second. */
async function waitingOf(context: SettlementContext): Promise<Set<string>> {
  if (context.waits === false) return new Set();
  const waiting = await parkedAggregates(context.runner.manager, context.options.name);
  context.waits = waiting.size > 0;
  return waiting;
}

const work = ({ runner, clock, origin }: SettlementContext, correlationId = ''): WorkUnit =>
  new WorkUnit(runner.manager, clock.now(), origin, { actor: `system:${origin.context}`, caller: null, correlationId });

async function transaction(context: SettlementContext, body: (unit: WorkUnit) => Promise<void>): Promise<void> {
  const { runner } = context;
  context.ran = false;
  await runner.startTransaction();
  const unit = work(context);
  try {
    await body(unit);
    await unit.flush();
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
  if (unit.appended > 0) context.onAppended();
  if (context.ran) remember(context);
}

/** After the commit: a fault here is none of the message's, and nothing is undone by it. */
function remember({ subscriber, options }: SettlementContext): void {
  try { subscriber.committed?.(); } catch (cause) { throw new NotRemembered(`${options.name}: what was committed could not be remembered`, { cause }); }
}

/** How NUL and surrogates are written in JSON. */
const ESCAPED = /\\u(0000|d[89a-f])/i;

/** Why a raw message cannot be handled at all, or undefined: found before any of it goes to a table, where it would fail at each reading anew. */
function invalid({ options }: SettlementContext, raw: Raw): string | undefined {
  const fault = envelopeFault(raw.event);
  if (fault !== undefined || options.unchecked) return fault;
  return invalidData(raw as Raw & { event: XlEvent });
}

function invalidData(raw: Raw & { event: XlEvent }): string | undefined {
  // the text is looked at first: such a message is one in a million, and walking each is dear
  const unkept = ESCAPED.test(raw.text) ? pathsOfUnkept(raw.event.data) : [];
  if (unkept.length > 0) return unkept.map((path) => `${path} has a sign that cannot be kept`).join('; ');
  const faults = validateEventData(raw.event.type, raw.event.data);
  // an erased body is no fault: there is nothing to do with it
  return faults.length === 0 || raw.event.data === null ? undefined : faults.map((f) => `${f.path} ${f.message}`).join('; ');
}

const received = (raw: Raw): Received => ({ event: raw.event!, subject: raw.subject, seq: raw.seq, received: raw.received, text: raw.text });

async function run(context: SettlementContext, unit: WorkUnit, fresh: Received[]): Promise<void> {
  // who keeps everything as it is keeps tombstones too; to all others they say nothing
  const live = context.options.unchecked ? fresh : fresh.filter((m) => m.event.data !== null);
  if (live.length === 0) return;
  context.ran = true;
  if (context.options.mode === 'batch') return context.subscriber.handle(live, unit);
  for (const message of live) await context.subscriber.handle([message], unit);
}

/**
 * Settles one batch: one transaction for inbox, handler, appended events and floor. Where that fails through no fault of
 * the surroundings, message by message. Throws only the surroundings' faults: then nothing has moved.
 */
export async function settle(context: SettlementContext, batch: readonly Raw[]): Promise<number> {
  const { name } = context.options;
  const floor = batch.at(-1)!.seq;
  const waiting = await waitingOf(context);
  const plain = batch.every((raw) => invalid(context, raw) === undefined && !waiting.has(raw.event!.subject));
  if (plain) {
    try {
      let handled = 0;
      await transaction(context, async (unit) => {
        const ids = await takeNew(unit.em, name, batch.map((raw) => raw.event!.id), unit.at);
        const fresh = batch.filter((raw) => ids.delete(raw.event!.id)).map(received);
        handled = fresh.length;
        await run(context, unit, fresh);
        await moveFloor(unit.em, name, floor, context.epoch);
      });
      return handled;
    } catch (error) {
      if (faultOf(error) === 'surroundings') throw error;
    }
  }
  for (const raw of batch) await settleOne(context, raw, waiting);
  return batch.length;
}

async function settleOne(context: SettlementContext, raw: Raw, waiting: Set<string>): Promise<void> {
  const { name } = context.options;
  const reason = invalid(context, raw);
  if (reason !== undefined) {
    return transaction(context, async (unit) => {
      const letter = { ...raw, eventId: fieldOf(raw.event, 'id') ?? `seq-${raw.seq}`, type: fieldOf(raw.event, 'type') ?? 'unknown' };
      await bury(unit, name, letter, raw.text, 'invalid', reason, 1);
      await moveFloor(unit.em, name, raw.seq, context.epoch);
    });
  }
  const message = received(raw);
  if (waiting.has(message.event.subject)) {
    return transaction(context, async (unit) => {
      if ((await takeNew(unit.em, name, [message.event.id], unit.at)).size > 0) await setAside(context, unit, message, raw.text, 'behind an earlier message of its aggregate', 0, unit.at);
      await moveFloor(unit.em, name, raw.seq, context.epoch);
    });
  }
  // parked first, with the attempt counted: should the handler kill the process, the count stands
  let fresh = false;
  await transaction(context, async (unit) => {
    fresh = (await takeNew(unit.em, name, [message.event.id], unit.at)).size > 0;
    if (fresh) await setAside(context, unit, message, raw.text, 'being handled', 1, unit.at);
    await moveFloor(unit.em, name, raw.seq, context.epoch);
  });
  if (fresh && !(await attempt(context, message, 1))) waiting.add(message.event.subject);
}

/** One counted attempt of a parked message; true where it is settled for good. */
async function attempt(context: SettlementContext, message: Received, n: number): Promise<boolean> {
  const { name } = context.options;
  try {
    await transaction(context, async (unit) => {
      await run(context, unit, [message]);
      await unpark(unit.em, name, message.event.id);
    });
    return true;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === 'surroundings') { context.uncounted.add(message.event.id); throw error; }
    const text = error instanceof Error ? error.message : String(error);
    const last = fault === 'refused' || n >= (fault === 'early' ? MOST_EARLY : MOST_ATTEMPTS);
    await transaction(context, async (unit) => {
      if (last) {
        await unpark(unit.em, name, message.event.id);
        await bury(unit, name, { ...message, eventId: message.event.id, type: message.event.type }, JSON.stringify(message.event), fault === 'refused' ? 'refused' : 'failed', text, n);
      } else {
        const wait = BACK_OFF_MS[Math.min(n - 1, BACK_OFF_MS.length - 1)]!;
        await setAside(context, unit, message, JSON.stringify(message.event), text.slice(0, 500), n, new Date(unit.at.getTime() + wait));
      }
    });
    return last;
  }
}

/** Tries parked messages whose time has come, oldest of each aggregate first; answers how many were settled. */
export async function retryParked(context: SettlementContext): Promise<number> {
  const { name } = context.options;
  if ((await waitingOf(context)).size === 0) return 0;
  let settled = 0;
  for (const message of await dueParked(context.runner.manager, name, context.clock.now())) {
    const n = message.attempts + (context.uncounted.delete(message.event.id) ? 0 : 1);
    await transaction(context, (unit) => setAside(context, unit, message, JSON.stringify(message.event), 'being handled', n, unit.at));
    if (await attempt(context, message, n)) settled += 1;
  }
  return settled;
}
