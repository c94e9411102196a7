import { jetstreamManager } from '@nats-io/jetstream';
import { asUser } from './broker.js';
import type { City } from './city.js';
import { ask, CONTEXTS } from './database.js';

interface Standing { subscription: string; taken: number; unsent: number; parked: number }

/**
 * True once all that is journalled is in the stream and every subscription of every service has taken what it follows: the first
 * start is then over for everybody. Of a stream read from its beginning: a subscription has taken as many events as its filters pass.
 */
export async function settled(city: City): Promise<boolean> {
  const contexts = await Promise.all(CONTEXTS.map((context) => ask<Standing>(city, context, `
    select subscription, (select count(*)::int from inbox i where i.subscription = f.subscription) as taken,
      (select count(*)::int from outbox) as unsent, (select count(*)::int from parked) as parked from floor f`)));
  if (contexts.some((all) => all.length === 0 || all.some((s) => s.unsent > 0 || s.parked > 0))) return false;
  // one reader for each subscription; others read for a memory of their own, and may pass as many
  const passed = await passedByReaders(city);
  return contexts.flat().every(({ taken }) => {
    const at = passed.indexOf(taken);
    if (at >= 0) passed.splice(at, 1);
    return at >= 0;
  });
}

/** How many events of the stream each reader's filters pass. */
async function passedByReaders(city: City): Promise<number[]> {
  const nc = await asUser(city, 'setup');
  try {
    const manager = await jetstreamManager(nc, { checkAPI: false });
    const passed: string[][] = [];
    for await (const { config } of manager.consumers.list('XL')) passed.push(config.filter_subjects ?? [config.filter_subject ?? '>']);
    const { state } = await manager.streams.info('XL', { subjects_filter: '>' });
    const counts = Object.entries(state.subjects ?? {});
    return passed.map((filters) => {
      const through = new RegExp(`^(${filters.map((f) => f.split('.').map((part) => (part === '*' ? '[^.]+' : part === '>' ? '.+' : part)).join('\\.')).join('|')})$`);
      return counts.reduce((n, [subject, count]) => n + (through.test(subject) ? count : 0), 0);
    });
  } finally {
    await nc.close();
  }
}
