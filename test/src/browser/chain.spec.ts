/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { launch, OPERATOR, PHONE, shot, SOUND, visit, wrong } from './kit.js';

/** What a person in the chain of command sees on the whole system: who is away, what climbed to them, who signs. */
let city: City;
let browser: Browser;
const STREET = '410171561';
beforeAll(async () => { city = await City.start(); browser = await launch(); }, 180_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 60_000);

/** The same page in English and on a phone, without a fault in any. */
async function everywhere(page: Page, name: string, ready: () => Promise<unknown>): Promise<void> {
  for (const [size, viewport] of [['desk', OPERATOR], ['phone', PHONE]] as const) {
    await page.setViewportSize(viewport);
    await ready();
    await shot(page, `${name}-${size}`);
    expect([name, size, await wrong(page)]).toEqual([name, size, SOUND]);
  }
}
const english = async (page: Page): Promise<void> => { await page.setViewportSize(OPERATOR); await page.getByText('English').first().click(); };

describe('standing down', () => {
  it('shows an evacuation nobody ordered with what ends it, refuses to close over it, and lets go once it is lifted', async () => {
    const [street, duty, commander] = [await city.as('street-561'), await city.as('duty1'), await city.as('commander')];
    expect((await duty.post('/api/levels/raise', { level: 'IV', areas: [STREET], reason: '局地暴雨' })).status).toBe(200);
    const opened = await street.post<{ id: string }>('/api/evacuations', { area: `${STREET}901001`, reason: '堤防渗漏' });
    expect(opened.status).toBe(201);
    const list = async (): Promise<{ counts: { evacuations: number }; incident: { id: string } }> => (await commander.get<{ counts: { evacuations: number }; incident: { id: string } }>('/api/stand-down')).body;
    await waitFor(async () => (await list()).counts.evacuations === 1);
    expect((await commander.post(`/api/incidents/${(await list()).incident.id}/close`, { reason: '结束' })).status).toBe(409);
    const { context, page, errors } = await visit(browser, city, 'commander', '/stand-down');
    await page.getByRole('heading', { name: /转移在外人员/ }).waitFor();
    await everywhere(page, 'stand-down-away-zh', () => page.getByText('在人员转移页解除').waitFor());
    await english(page);
    await everywhere(page, 'stand-down-away-en', () => page.getByText('its lift, on the evacuation page').waitFor());
    await street.post(`/api/evacuations/${opened.body.id}/lift`, { reason: '水已退' });
    await page.getByText('its lift, on the evacuation page').waitFor({ state: 'detached' });
    // what posts have not reported is ended in one act, with its effect named before
    await page.getByText(/Ends 360 tasks that are not reported/).waitFor();
    await page.getByLabel('Reason (the posts are told)').fill('the rain is over');
    await page.getByRole('button', { name: 'End 360 tasks' }).click();
    await page.getByText('360 tasks ended').waitFor();
    await page.getByRole('button', { name: 'End 360 tasks' }).waitFor({ state: 'detached' });
    expect((await commander.get<{ counts: { tasks: number } }>('/api/stand-down')).body.counts.tasks).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('what climbs to a person', () => {
  it('stands before that person on the desk and on the phone, live, until it is in hand', async () => {
    const duty = await city.as('duty1');
    const { body: posts } = await duty.get<{ items: { id: string; kind: string; force?: string; area: string }[] }>(`/api/posts?area=${STREET}901&limit=200`);
    const post = posts.items.find((p) => p.area === `${STREET}901001` && p.force === 'COMMUNITY' && p.kind === 'LEADER')!;
    const head = await visit(browser, city, 'street-561', '/');
    await head.page.getByText('潮河晨光社区').first().waitFor();
    const { body: order } = await duty.post<{ id: string }>('/api/orders', { measure: 'PATROL', addressee: { kind: 'post', id: post.id }, area: post.area, text: '巡查低洼路段' });
    // what climbs before the delivery waits for that alone, and is answered by it
    await waitFor(async () => (await duty.get<{ state: string }>(`/api/orders/${order.id}`)).body.state === 'delivered', 45_000, 'its delivery');
    const climb = async (reason: string): Promise<void> => { expect((await duty.post(`/api/orders/${order.id}/escalate`, { reason })).status).toBe(200); };
    await climb('无人应答');
    await climb('仍无人应答');
    await climb('仍无人应答');
    const banner = head.page.getByRole('alert', { name: '升级到您的指令' });
    await banner.waitFor();
    await banner.getByRole('button').first().click();
    await banner.getByText('巡查低洼路段').waitFor();
    await shot(head.page, 'escalated-operator-zh');
    expect(await wrong(head.page)).toEqual(SOUND);
    // the operator's page is made for a desk; on a phone the head has the pages
    await head.page.goto('/stand-down');
    await banner.getByRole('button').first().click();
    await everywhere(head.page, 'escalated-zh', () => banner.getByText('巡查低洼路段').waitFor());
    await english(head.page);
    await everywhere(head.page, 'escalated-en', () => head.page.getByText('Escalated to you').waitFor());
    await head.page.getByLabel('What you do about it (optional)').fill('已派人前往');
    await head.page.getByRole('button', { name: 'I have it in hand' }).click();
    await head.page.getByText('Escalated to you').waitFor({ state: 'detached' });
    expect(head.errors).toEqual([]);
    await head.context.close();
    // the leader of the community is a person of the field
    const field = await visit(browser, city, `community-${STREET}901`, '/field', PHONE);
    await field.page.getByRole('alert', { name: '升级到您的指令' }).getByRole('button').first().click();
    await field.page.getByText('巡查低洼路段').first().waitFor();
    await shot(field.page, 'escalated-field-zh');
    expect(await wrong(field.page)).toEqual(SOUND);
    await field.page.getByRole('button', { name: '我来处置' }).click();
    await field.page.getByRole('alert', { name: '升级到您的指令' }).waitFor({ state: 'detached' });
    await field.context.close();
  });
});

describe('who signs which level', () => {
  it('is set by the commander on the levels page, and holds at once', async () => {
    const { context, page, errors } = await visit(browser, city, 'commander', '/levels');
    const section = page.getByRole('region', { name: '各级签署人' });
    await section.getByRole('button', { name: '设定签署人…' }).click();
    await section.getByLabel('副指挥长').nth(2).check();
    await everywhere(page, 'level-signers-zh', () => section.getByText('始终须两人签署').first().waitFor());
    await page.setViewportSize(OPERATOR);
    await section.getByRole('button', { name: '设定签署人', exact: true }).click();
    await section.getByText('值班员或席位持有人一人').waitFor();
    expect((await (await city.as('duty1')).post('/api/levels/raise', { level: 'III', areas: [STREET], reason: '加强' })).status).toBe(403);
    expect((await (await city.as('street-561')).post('/api/level-signers', { signers: { I: ['commander', 'deputy'], II: ['commander', 'deputy'], III: [], IV: [] } })).status).toBe(403);
    await english(page);
    await everywhere(page, 'level-signers-en', () => page.getByText('Who signs which level').waitFor());
    expect(errors).toEqual([]);
    await context.close();
  });
});
