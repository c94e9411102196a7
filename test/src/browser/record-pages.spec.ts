/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '@xunling/testing';
import { alertXml, type AlertOptions } from '../kit/alert.js';
import { City } from '../kit/city.js';
import { launch, shot, SOUND, visit, whole, wrong } from './kit.js';

/** What is on record and who could be told, in a real browser on the whole system: warnings, contacts, missed deadlines, shares on time. */
const STREET = '410171561';
const GRID = `${STREET}901001`;
let city: City;
let browser: Browser;

/** The whole page with these words on it. */
const both = (page: Page, errors: string[], name: string, zh: string, en: string): Promise<void> => whole(page, errors, name, (language) => page.getByText(language === 'zh' ? zh : en).first().waitFor({ timeout: 20_000 }));

beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

/** Posts an alert over the street; answers how a later one refers to it. */
async function alert(options: AlertOptions): Promise<string> {
  const xml = alertXml({ geocode: STREET, ...options });
  expect((await city.alert(xml)).status).toBe(202);
  const of = (tag: string): string => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml)![1]!;
  return ['sender', 'identifier', 'sent'].map(of).join(',');
}
interface Decision { id: string; state: string }
const decisions = async (state: string): Promise<Decision[]> => (await (await city.as('duty1')).get<{ items: Decision[] }>(`/api/decisions?state=${state}`)).body.items;

describe('the warnings', () => {
  it('lead from the bar to their page: by issuer, step by step, with the original as it came and what was decided', async () => {
    const orange = await alert({ colour: 'ORANGE', sentAgoMinutes: 10 });
    await alert({ msgType: 'Update', references: orange, headline: '暴雨红色预警升级' });
    await alert({ colour: 'YELLOW', issuer: '示例区气象台', sender: 'district@sample.example' });
    const water = { colour: 'BLUE', issuer: '示例水利局', sender: 'water@sample.example' } as const;
    const blue = await alert(water);
    const decision = await waitFor(async () => (await decisions('open'))[0], 30_000, 'a decision is open');
    expect((await (await city.as('duty1')).post(`/api/decisions/${decision.id}/hold`, { reason: '雨带南移，暂不启动', reviewAt: new Date(Date.now() + 30 * 60_000).toISOString() })).status).toBeLessThan(300);
    const { context, page, errors } = await visit(browser, city, 'duty1', '/');
    const bar = page.locator('header.bar .warns');
    await bar.getByRole('link', { name: /另 1 条/ }).waitFor({ timeout: 30_000 });
    await bar.getByRole('link', { name: /示例市气象台/ }).click();
    const detail = page.getByRole('region', { name: '预警详情' });
    await detail.getByRole('heading', { name: /暴雨红色预警升级/ }).waitFor({ timeout: 20_000 });
    for (const said of ['发布', '升级']) await detail.locator('.warning-life').getByText(said, { exact: true }).waitFor();
    await detail.getByText('理由：雨带南移，暂不启动').waitFor({ timeout: 20_000 });
    await detail.getByText(/复核$/).first().waitFor();
    await detail.getByText('决策时的预案').click();
    await detail.getByText('未采用').first().waitFor();
    await detail.getByText('全部经过（事件）').click();
    await detail.getByRole('listitem').filter({ hasText: '雨带南移，暂不启动' }).getByText(/复核$/).waitFor({ timeout: 20_000 });
    await detail.getByRole('button', { name: '查看原文' }).click();
    await detail.locator('pre.original').getByText('暴雨红色预警升级').waitFor({ timeout: 20_000 });
    await both(page, errors, 'warnings', '由此开启的决策', 'Decisions it opened');
    // what is held stands here until its review, also after it has left the board; it need not wait for it
    const held = page.getByRole('region', { name: '暂不启动，待复核' });
    await held.getByText('理由：雨带南移，暂不启动').waitFor({ timeout: 20_000 });
    await held.getByRole('button', { name: '提前启动' }).click();
    await held.getByRole('radio').first().waitFor({ timeout: 20_000 });
    await both(page, errors, 'warnings-held', '暂不启动，待复核', 'Held, to be reviewed');
    await held.locator('.ant-segmented-item').filter({ hasText: 'Ⅳ' }).click();
    await held.getByRole('button', { name: /^启动Ⅳ.*条指令/ }).click({ timeout: 20_000 });
    await held.waitFor({ state: 'detached', timeout: 20_000 });
    expect((await decisions('raised')).map((d) => d.id)).toEqual([decision.id]);
    // one that ends while the page is open leaves the list of those in force by itself
    await page.getByRole('region', { name: '预警', exact: true }).getByText('生效中').first().click();
    const list = page.getByRole('region', { name: '预警', exact: true });
    await list.getByRole('region', { name: '示例水利局' }).waitFor({ timeout: 20_000 });
    await alert({ ...water, msgType: 'Cancel', sentAgoMinutes: 0, references: blue });
    await list.getByRole('region', { name: '示例水利局' }).waitFor({ state: 'detached', timeout: 20_000 });
    await list.getByText('全部', { exact: true }).click();
    await list.getByRole('region', { name: '示例水利局' }).getByText('已解除').waitFor({ timeout: 20_000 });
    await context.close();
  }, 240_000);
});

describe('contacts', () => {
  it('are written down on a page, stand on the list of the unconfirmed, and leave it once confirmed', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/callouts');
    const form = page.getByRole('form', { name: '登记联系方式' });
    await form.waitFor({ timeout: 20_000 });
    await form.getByLabel('联系人').fill('street-561');
    await page.locator('.ant-select-item-option').filter({ hasText: '(street-561)' }).click({ timeout: 20_000 });
    await form.getByLabel('通道').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '语音电话' }).click();
    await form.getByLabel('号码或地址').fill('not a number');
    await form.getByRole('button', { name: '登记' }).click();
    await form.getByRole('alert').waitFor({ timeout: 20_000 });
    await form.getByLabel('号码或地址').fill('13800001234');
    await form.getByRole('button', { name: '登记' }).click();
    await form.getByText('已登记，待确认和测试').waitFor({ timeout: 20_000 });
    const sheet = page.getByRole('region', { name: '通道与联系方式' });
    const row = sheet.getByRole('row').filter({ hasText: '13800001234' });
    await row.waitFor({ timeout: 20_000 });
    await whole(page, errors, 'contacts', async (language) => { const list = page.getByRole('heading', { name: language === 'zh' ? /此人的联系方式/ : /Contacts of this person/ }); await list.waitFor({ timeout: 20_000 }); await list.evaluate((e) => { e.scrollIntoView({ block: 'center' }); }); });
    await row.getByRole('button', { name: '确认有效' }).click();
    await row.getByText('已确认').waitFor({ timeout: 20_000 });
    await sheet.getByText('未确认', { exact: true }).click();
    await sheet.getByRole('heading', { name: /本季未确认的联系方式/ }).waitFor();
    await sheet.getByRole('row').nth(1).waitFor({ timeout: 20_000 });
    await row.waitFor({ state: 'detached' });
    await context.close();
  }, 240_000);
});

describe('missed deadlines and shares on time', () => {
  it('stay on the list when the order ended since, each with its trace; the shares stand by unit and by force', async () => {
    const duty = await city.as('duty1');
    const [post] = (await duty.get<{ items: { id: string }[] }>(`/api/posts?area=${GRID}&limit=1`)).body.items;
    const minutes = { delivered: 1, acknowledged: 1, executing: 600, reported: 600, verified: 600 };
    const issued = await duty.post<{ id: string }>('/api/orders', { measure: 'PATROL', addressee: { kind: 'post', id: post!.id }, area: GRID, minutes });
    expect(issued.status).toBe(201);
    await waitFor(async () => (await duty.get<{ overdue: boolean }>(`/api/orders/${issued.body.id}`)).body.overdue || undefined, 120_000, 'the order is overdue');
    expect((await duty.post(`/api/orders/${issued.body.id}/withdraw`, { reason: '险情解除' })).status).toBeLessThan(300);
    // one that stands, to a post of no force's packet
    expect((await duty.post('/api/orders', { measure: 'PATROL', addressee: { kind: 'post', id: post!.id }, area: GRID })).status).toBe(201);
    const { context, page, errors } = await visit(browser, city, 'duty1', '/responsibility');
    const list = page.getByRole('region', { name: '错过时限的指令' });
    await list.getByRole('button', { name: /已撤回/ }).first().click({ timeout: 20_000 });
    await page.getByRole('heading', { name: '错过的时限' }).waitFor({ timeout: 20_000 });
    await both(page, errors, 'missed', '错过的时限', 'Missed deadlines');
    await list.getByText('仍在超时', { exact: true }).click();
    await list.getByRole('button', { name: /已撤回/ }).first().waitFor({ state: 'detached', timeout: 20_000 });
    await page.goto('/');
    await page.getByTitle('查看预警→响应明细').click({ timeout: 20_000 });
    const shares = page.getByRole('region', { name: '各环节按时率' });
    await shares.getByRole('row').filter({ hasText: '全部' }).waitFor({ timeout: 20_000 });
    await shares.getByText('按力量', { exact: true }).click();
    await shares.getByRole('row').filter({ hasText: '不分力量' }).waitFor({ timeout: 20_000 });
    await shot(page, 'on-time-1920-zh');
    expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] });
    await context.close();
  }, 300_000);
});
