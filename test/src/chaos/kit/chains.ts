import type { XlEvent } from '@xunling/contracts';
import { GENESIS, provesItself } from '@xunling/messaging';
import { all, type Page } from '../../kit/walk.js';
import type { City } from '../../kit/city.js';

/** Every event of the zone, as the journal's endpoint gives them to the auditor. */
export async function readJournal(city: City): Promise<XlEvent[]> {
  const auditor = await city.as('auditor');
  const entries = await all<{ seq: number; event: XlEvent }>(async (cursor) => {
    const { status, body } = await auditor.get<Page<{ seq: number; event: XlEvent }>>(`/api/journal?area=410171&limit=500${cursor ? `&cursor=${cursor}` : ''}`);
    if (status !== 200) throw new Error(`/api/journal: ${status} ${JSON.stringify(body)}`);
    return body;
  });
  return entries.map((entry) => entry.event);
}

/** What is wrong with the chains of all origins × streets, in words; empty where every entry follows the one before and proves itself. */
export function chainFaults(events: readonly XlEvent[]): string[] {
  return [...chainsOf(events)].flatMap(([key, chain]) => {
    let seq = 0;
    let hash = GENESIS;
    const faults: string[] = [];
    for (const event of [...chain].sort((a, b) => a.originseq - b.originseq)) {
      if (event.originseq !== seq + 1) faults.push(`${key}: entry ${event.originseq} comes after ${seq}`);
      else if (event.prevhash !== hash) faults.push(`${key}: entry ${event.originseq} does not continue the one before`);
      if (!provesItself(event)) faults.push(`${key}: entry ${event.originseq} does not prove itself`);
      seq = event.originseq;
      hash = event.hash;
    }
    return faults;
  });
}

function chainsOf(events: readonly XlEvent[]): Map<string, XlEvent[]> {
  const chains = new Map<string, XlEvent[]>();
  for (const event of events) {
    const key = `${event.source}/${event.street}`;
    const chain = chains.get(key);
    if (chain) chain.push(event); else chains.set(key, [event]);
  }
  return chains;
}
