import { waitFor } from '@xunling/testing';
import { alertXml, type AlertOptions } from './alert.js';
import type { City } from './city.js';

export interface Decision { id: string; warningId: string; state: string; owner: { userId: string; name: string }; dueAt: string; openedAt: string; plans: { planVersion: string; score: number; met: unknown[]; unmet: unknown[] }[]; hops: unknown[] }
export interface Duty { id: string; orderId: string; area: string; state: string; force?: string; measure: string; siteId?: string; holderId: string; evidence: string }
export interface Order { id: string; orderSetId: string; state: string; area: string; measure: string; arrows: { stage: string; doneAt?: string; dueAt?: string; implied: boolean }[]; addressee: { kind: string; id: string } }
export interface Page<T> { items: T[]; nextCursor?: string }

/** Posts a red alert and waits for the decision it opens. */
export async function openDecision(city: City, options: AlertOptions = {}): Promise<{ alertId: string; decision: Decision }> {
  const posted = await city.alert<{ alertId: string }>(alertXml(options));
  if (posted.status !== 202) throw new Error(`the alert was not taken: ${posted.status} ${JSON.stringify(posted.body)}`);
  const duty1 = await city.as('duty1');
  const warning = await waitFor(async () => (await duty1.get<Page<{ id: string; alertId: string }>>('/api/warnings?active=true&limit=500')).body.items.find((w) => w.alertId === posted.body.alertId), 45_000, 'the warning');
  const decision = await waitFor(async () => (await duty1.get<Page<Decision>>('/api/decisions?state=open&limit=500')).body.items.find((d) => d.warningId === warning.id), 45_000, 'the decision');
  return { alertId: posted.body.alertId, decision };
}

/** Every page of a list. */
export async function all<T>(get: (cursor: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Page<T> = await get(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

export const allOf = async <T>(city: City, username: string, path: string): Promise<T[]> => {
  const person = await city.as(username);
  const mark = path.includes('?') ? '&' : '?';
  return all<T>(async (cursor) => {
    const { status, body } = await person.get<Page<T>>(`${path}${mark}limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  });
};
