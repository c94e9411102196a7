import type { INestApplicationContext } from '@nestjs/common';
import type { CalloutRows, CalloutView, StartedCallout } from '@xunling/contracts/classes';
import { sampleAccounts } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

/** The one service that all specs of callouts share, and what they say in few words. */
export let s: CommandService;
export let live: INestApplicationContext;
export async function beginCallouts(): Promise<void> { s = await CommandService.prepare('2021-07-20T00:00:00Z'); live = await s.boot(); }

const MESSAGE = '暴雨红色预警，请立即到岗，组织低洼处人员转移。';
export const later = (seconds: number): void => { s.clock.advance(seconds * 1000); };
export const get = (id: string): Promise<CalloutView> => s.ok('auditor', 'command.callout.get', { id });
export const start = (more: object = {}, who = 'duty1'): Promise<StartedCallout> => s.ok(who, 'command.callout.start', { areas: ['410171561901'], level: 'II', messageZh: MESSAGE, ...more });
export const rows = async (id: string, more: object = {}): Promise<CalloutRows['items']> => (await s.ok<CalloutRows>('duty1', 'command.callout.rows', { id, limit: 50, ...more })).items;
export const rung = (id: string, tries: number): Promise<unknown> => waitFor(async () => Number((await s.sql<{ n: string }>(`select count(*) n from callout_attempt where callout_id = '${id}' and state = 'accepted'`))[0]!.n) === tries, 45_000, `${tries} tries`);
export const nameOf = (user: string): string | undefined => usernames.get(user);
const usernames = new Map(sampleAccounts().map((a) => [a.userId, a.username]));
