import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import '../classes.js';
import { REPLACED } from '../envelope.js';
import { EVENT_WORDS } from '../event-words.js';
import { allEvents, earlierOf, eventByType, eventOf } from '../event.js';
import { validateEventData } from '../schema.js';

/** Spec files of one worker share the registry, and a spec may have put events of its own there. */
const events = allEvents().filter(({ type }) => !type.includes('.spec-'));
const folder = resolve(import.meta.dirname, '../../golden');
const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { type: string; data: object });

describe('golden files of events', () => {
  it('exist for every event type', () => {
    expect(events.map((e) => e.type).filter((type) => !files.some((f) => f.type === type))).toEqual([]);
  });

  it('of a type with a later version is said beside that one: readers of both take it for an echo', () => {
    expect(events.flatMap((e) => { const before = earlierOf(e.data); return before ? [eventOf(before.event).type] : []; })).toEqual(REPLACED);
  });

  it('of command and of the items of orders have words for the staff forms, bookkeeping apart', () => {
    const types = events.map((e) => e.type.replace(/\.v\d+$/, '')).filter((t) => /^(command|grid\.duty|rescue\.mission|supplies\.requisition)\./.test(t) && !/^command\.(body|head|letter|refusal)\./.test(t));
    expect(types.filter((t) => !EVENT_WORDS[t])).toEqual([]);
    expect(Object.keys(EVENT_WORDS).filter((t) => !types.includes(t))).toEqual([]);
  });

  it.each(files.map((f) => [f.type, f.data] as const))('%s still parses', (type, data) => {
    expect(validateEventData(type, data)).toEqual([]);
    const cls = eventByType(type)!.data;
    expect(validateSync(plainToInstance(cls, data), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false })).toEqual([]);
  });
});
