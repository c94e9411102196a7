/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { OrderView, RosterList, SeatList } from '@xunling/contracts/classes';
import { personId, postId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { launch, PHONE, shot, SOUND, visit, whole, wrong } from './kit.js';

/** Who holds what, handed on to anybody who can be found by name, and a department in the chain of an order. */
const STREET = '410171561';
let city: City;
let browser: Browser;
beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

async function sound(page: Page, errors: string[]): Promise<void> { expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] }); }
const insist = <T>(who: string, path: string, body: object): Promise<T> => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  return waitFor(async () => { const answer = await (await city.as(who)).post<T & object>(path, body, key); if (answer.status >= 400 && answer.status < 500) throw new Error(JSON.stringify(answer.body)); return answer.status < 300 ? answer.body : undefined; }, 60_000, `POST ${path}`) as Promise<T>;
};
/** Finds somebody by the user name in a list that asks the directory. */
async function find(page: Page, label: RegExp, username: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(username);
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: `(${username})` }).first().click();
}

describe('the seats page', () => {
  it('offers a seat to somebody who is not on duty, with what the ground, callouts, signatures and reports leave open', async () => {
    await insist('duty1', '/api/incidents', { name: '7月强降雨' });
    await insist('duty1', '/api/callouts', { areas: [STREET], level: 'III', messageZh: '暴雨，请立即到岗。' });
    await insist('duty1', '/api/levels/proposals', { level: 'II', areas: [STREET], reason: '上游泄洪' });
    const { context, page, errors } = await visit(browser, city, 'commander', '/seats');
    await page.getByRole('region', { name: '指挥长', exact: true }).getByRole('button', { name: '交接…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('人未应答').waitFor({ timeout: 20_000 });
    await dialog.getByText(/拟启动.*待签署/).waitFor();
    await find(page, /^其他人员/, 'dept-03-1');
    await dialog.getByLabel('交接原因').fill('调整分工');
    await shot(page, 'seat-hand-over-zh');
    await sound(page, errors);
    await dialog.getByRole('button', { name: /^请 .* 接任$/ }).click();
    await page.getByText(/已请 .* 接任，待其答复/).waitFor({ timeout: 20_000 });
    const { items } = (await (await city.as('commander')).get<SeatList>('/api/seats')).body;
    expect(items.find((i) => i.seat === 'commander')).toMatchObject({ holder: { userId: personId('commander') }, offers: [{ to: { userId: personId('dept-03-1') } }] });
    await whole(page, errors, 'seats', (language) => page.getByText(language === 'zh' ? '进行中叫应' : 'Running calls').first().waitFor({ timeout: 20_000 }));
    await context.close();
  }, 240_000);

  it('keeps the roster of a street by its own officer, with anybody of that street', async () => {
    const { context, page, errors } = await visit(browser, city, 'street-561', '/seats');
    const roster = page.getByRole('region', { name: '未来七天值班' });
    await roster.getByText('该办事处尚无值班表').waitFor({ timeout: 20_000 });
    expect(await roster.getByText('由常设值班表顶替').count()).toBe(0);
    await roster.getByText('排班', { exact: true }).click();
    await roster.getByLabel('自（北京时间）').fill('2099-07-19T08:00');
    await roster.getByLabel('至', { exact: true }).fill('2099-07-20T08:00');
    for (const username of ['street-561', 'police-561', 'inspector-561', 'community-561']) await find(page, /^值班员与替补/, username);
    await page.keyboard.press('Escape');
    await shot(page, 'street-roster-zh');
    await roster.getByRole('button', { name: '发布排班' }).click();
    await roster.getByText('已排班').waitFor({ timeout: 20_000 });
    await sound(page, errors);
    await context.close();
    const zone = await visit(browser, city, 'commander', '/seats', PHONE);
    await zone.page.getByRole('combobox', { name: '排班范围' }).click();
    await zone.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').nth(1).click();
    expect((await (await city.as('commander')).get<RosterList>('/api/rosters?limit=1')).body.items).toMatchObject([{ zone: STREET, officers: ['street-561', 'police-561', 'inspector-561', 'community-561'].map((u) => ({ userId: personId(u) })) }]);
    await zone.page.getByRole('region', { name: '未来七天值班' }).scrollIntoViewIfNeeded();
    await shot(zone.page, 'street-roster-390-zh');
    await sound(zone.page, zone.errors);
    await zone.context.close();
  }, 240_000);
});

describe('an order to a department', () => {
  const order = (n: number): Promise<OrderView> => insist('duty1', '/api/orders', { measure: 'PATROL', addressee: { kind: 'post', id: postId(`dept-0${n}-1`) }, area: '410171', quantity: { n: 12, unit: '处' }, text: '巡查本行业在建工地' });
  const read = async (id: string): Promise<OrderView> => (await (await city.as('duty1')).get<OrderView>(`/api/orders/${id}`)).body;

  it('is acknowledged by its holder on a phone and shared out among the department\'s posts', async () => {
    const { id } = await order(1);
    const { context, page, errors } = await visit(browser, city, 'dept-01-1', '/field', PHONE);
    await page.getByRole('button', { name: '签收' }).first().click({ timeout: 30_000 });
    await waitFor(async () => (await read(id)).state === 'acknowledged', 30_000, 'the department acknowledged');
    await page.getByText('分解到岗位…').click();
    await page.getByLabel('分给（第 1 份）').selectOption({ label: '区直部门01防汛岗2（示例）' });
    await page.getByLabel(/^数量/).fill('5');
    await page.getByText('还差 7 处').waitFor();
    await page.getByRole('button', { name: '＋ 再加一份' }).click();
    await page.getByLabel('分给（第 2 份）').selectOption({ label: '区直部门01防汛岗3（示例）' });
    await page.getByLabel(/^数量/).nth(1).fill('7');
    await page.getByText('已分完').waitFor();
    await page.getByText('已分完').scrollIntoViewIfNeeded();
    await shot(page, 'share-out-390-zh');
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Choose a post').first().waitFor({ state: 'attached' });
    await shot(page, 'share-out-390-en');
    await sound(page, errors);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '分解并下达 2 条' }).click();
    await waitFor(async () => (await read(id)).parts === 2, 30_000, 'the order was divided');
    await context.close();
  }, 240_000);

  it('is shared out in its drawer too', async () => {
    const { id } = await order(2);
    const { context, page, errors } = await visit(browser, city, 'dept-02-1', '/');
    await page.getByLabel('搜索').first().fill(id);
    await page.locator('#board .card').first().click({ timeout: 30_000 });
    await page.getByRole('button', { name: '分解到岗位…' }).click({ timeout: 20_000 });
    for (const i of [0, 1]) {
      await page.getByLabel('下达给').nth(i).click();
      await page.keyboard.type(`部门02防汛岗${i + 2}`);
      await page.getByText(new RegExp(`部门02防汛岗${i + 2}`)).first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByLabel('数量').nth(i).fill('6');
    }
    await shot(page, 'department-divide-zh');
    await page.getByRole('button', { name: '分解并下达 2 条' }).click();
    await waitFor(async () => (await read(id)).parts === 2, 30_000, 'the order was divided');
    expect(errors).toEqual([]);
    await context.close();
  }, 240_000);
});
