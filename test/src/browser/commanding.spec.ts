/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { City } from '../kit/city.js';
import { openDecision } from '../kit/walk.js';
import { faults, launch, PHONE, shot, visit, whole } from './kit.js';

/** What whoever commands does from the pages of the console, over a street at level Ⅲ after a red warning. */
let city: City;
let browser: Browser;
const GRID = '410171561901001';

beforeAll(async () => {
  city = await City.start();
  browser = await launch();
  const { decision } = await openDecision(city, { geocode: '410171561' });
  await (await city.as('duty1')).act(`/api/decisions/${decision.id}/raise`, { level: 'III' });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
}, 60_000);

describe('commanding from the page', () => {
  it('issues one order, shows what contradicts a second superior\'s, and lets the common superior override', async () => {
    const issue = async (who: string, place: string): Promise<Page> => {
      const { page } = await visit(browser, city, who, '/');
      await page.getByRole('button', { name: /下达指令/ }).first().click();
      await page.getByLabel('下达给').click();
      await page.keyboard.type('抢险');
      await page.getByText(/抢险队01/).first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByLabel('地点').click();
      await page.keyboard.type(place);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^向.*下达/ }).click();
      return page;
    };
    const duty = await issue('duty1', '410171561901001');
    await duty.getByRole('status').filter({ hasText: '已下达给' }).waitFor();
    const above = await issue('commander', '410171561902001');
    await above.getByText('同一岗位或队伍不能同时在两处').waitFor();
    await shot(above, 'issue-conflict-zh');
    expect(await faults(above)).toEqual([]);
    await above.getByLabel(/取代理由/).fill('隧道进水，先去此处');
    await above.getByRole('button', { name: /以本指令取代/ }).click();
    await above.getByRole('status').filter({ hasText: '已下达给' }).waitFor();
    await duty.getByText('指令被上级取代').first().waitFor();
    await duty.context().close();
    await above.context().close();
  });

  it('breaks an order down: what is left to share is said, and the parts are listed with how far each is', async () => {
    const street = await city.as('street-561');
    const { body: { items: posts } } = await street.get<{ items: { id: string; kind: string; force?: string }[] }>('/api/posts?area=410171561901&limit=200');
    const head = posts.find((post) => post.kind === 'LEADER' && post.force === 'COMMUNITY')!;
    const { body: order } = await street.post<{ id: string }>('/api/orders', { measure: 'EVACUATE', addressee: { kind: 'post', id: head.id }, area: '410171561901', quantity: { n: 77, unit: '户' }, text: '转移低洼处住户' });
    const { context, page, errors } = await visit(browser, city, 'street-561', '/');
    await page.getByLabel('搜索').first().fill(order.id);
    await page.locator('#board .card').first().click();
    await page.getByRole('button', { name: '分解到岗位…' }).click();
    for (const [i, [name, n]] of [['第1网格网格长', '40'], ['第2网格网格长', '30']].entries()) {
      await page.getByLabel('下达给').nth(i).click();
      await page.keyboard.type(name!);
      await page.getByText(new RegExp(`晨光${name}`)).first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByLabel('数量').nth(i).fill(n!);
    }
    await page.getByText('还差 7 户').waitFor();
    expect(await page.getByRole('button', { name: '分解并下达 2 条' }).isDisabled()).toBe(true);
    await page.getByLabel('数量').nth(1).fill('37');
    await shot(page, 'divide-zh');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '分解并下达 2 条' }).click();
    await page.getByText('已分解为 2 份').waitFor();
    await page.getByText('37 户').waitFor();
    await shot(page, 'divided-zh');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('draws on the map and issues one set for what lies inside; where several incidents run, the act names its own', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/map');
    await page.getByRole('button', { name: '在地图上圈画' }).click();
    const canvas = (await page.locator('.map canvas').boundingBox())!;
    for (const [i, [x, y]] of ([[0.4, 0.4], [0.55, 0.4], [0.55, 0.55], [0.4, 0.55]] as const).entries()) {
      await page.mouse.click(canvas.x + canvas.width * x, canvas.y + canvas.height * y);
      await page.getByRole('status').filter({ hasText: `已画 ${i + 1} 点` }).waitFor();
    }
    await page.keyboard.press('Enter');
    await page.getByText('范围已定，共 4 点').waitFor();
    await page.getByText(/\d+ 个网格，\d+ 处点位/).waitFor();
    await shot(page, 'map-drawn-zh');
    // by keyboard: the outline of one grid
    await page.getByLabel('取某区域的边界').focus();
    await page.keyboard.type('410171565901001');
    await page.keyboard.press('Enter');
    await page.getByText('1 个网格').waitFor();
    await page.getByLabel('下达给').click();
    await page.getByTitle('网格岗位').click();
    await page.getByText('将下达 1 条指令').waitFor();
    expect(await faults(page)).toEqual([]);
    const other = await visit(browser, city, 'duty1', '/incidents');
    await other.page.getByLabel('事件名称').fill('祥云内涝');
    await other.page.getByRole('button', { name: '开启', exact: true }).click();
    await other.page.getByText('已开启“祥云内涝”').waitFor();
    await page.getByLabel('所属事件').click();
    await page.getByTitle('祥云内涝').click();
    await page.getByRole('button', { name: '下达 1 条指令' }).click();
    await page.getByText('已下达 1 条指令').waitFor();
    // the board follows by itself
    await other.page.getByRole('row', { name: /祥云内涝/ }).getByRole('cell', { name: '1', exact: true }).waitFor();
    expect([...errors, ...other.errors]).toEqual([]);
    const commander = await city.as('commander');
    const { body: { items } } = await commander.get<{ items: { id: string; name: string }[] }>('/api/incidents');
    const incident = items.find((i) => i.name === '祥云内涝')!;
    const { body: { items: orders } } = await commander.get<{ items: { id: string; incidentId: string }[] }>('/api/orders?limit=20');
    for (const order of orders.filter((o) => o.incidentId === incident.id)) await commander.post(`/api/orders/${order.id}/withdraw`, { reason: '演示结束' });
    await context.close();
    await other.context.close();
  });

  it('lists what is in force and refuses to stand down over it', async () => {
    const { context, page } = await visit(browser, city, 'commander', '/stand-down');
    // several incidents run: each is stood down by itself
    await page.getByRole('link', { name: '事件' }).last().click();
    await page.getByRole('row', { name: /防汛/ }).getByRole('link', { name: '解除清单' }).click();
    await page.getByText('尚不能解除').waitFor();
    expect(await page.getByRole('button', { name: '结束本次事件' }).isDisabled()).toBe(true);
    await context.close();
  });

  it('writes a report from records, which another approves', async () => {
    const author = await visit(browser, city, 'duty2', '/sitreps');
    await author.page.getByRole('button', { name: '＋ 初报' }).click();
    await author.page.getByLabel('正文').fill('强降雨持续，各岗位已到位。');
    await author.page.getByRole('button', { name: '提交审定' }).click();
    await author.page.getByText('起草人不能审定自己的报告').waitFor();
    const approver = await visit(browser, city, 'commander', '/sitreps');
    await approver.page.getByRole('button', { name: '审定并发布' }).click();
    await approver.page.getByRole('button', { name: '按同一时刻重算' }).click();
    await approver.page.getByText('重算结果一致').waitFor();
    // the author's page follows by itself
    await author.page.getByText('已发布').first().waitFor();
    expect([...author.errors, ...approver.errors]).toEqual([]);
    await author.context.close();
    await approver.context.close();
  });

  it('calls out a street; one of its persons hears all of it on a phone and answers', async () => {
    // a red warning calls by itself: that campaign is over before this one begins
    const duty = await city.as('duty1');
    for (const { id } of (await duty.get<{ items: { id: string }[] }>('/api/callouts?state=running')).body.items) expect((await duty.post(`/api/callouts/${id}/end`, { note: '演示结束' })).status).toBeLessThan(300);
    const { context, page, errors } = await visit(browser, city, 'duty1', '/callouts');
    const form = page.getByRole('region', { name: '发起叫应' });
    await form.getByLabel('范围').fill('潮河街道');
    await page.locator('.ant-select-item-option').filter({ hasText: /^潮河街道$/ }).click();
    await page.keyboard.press('Escape');
    await form.getByLabel('依据').click();
    await page.getByTitle('Ⅱ级响应').click();
    // asked only where several incidents run here
    if ((await page.getByLabel('所属事件').count()) > 0) {
      await page.getByLabel('所属事件').click();
      await page.getByTitle(/防汛/).click();
    }
    await form.getByLabel(/叫应内容/).fill('三小时内雨量将超过100毫米，请立即到岗，转移低洼处人员。');
    await form.getByRole('button', { name: '发起叫应' }).click();
    await page.getByText(/已发起，叫应 \d+ 人/).waitFor();
    const person = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    // the red warning of an earlier step calls this person too, by itself: each call is answered on its own card
    const call = person.page.locator('.my-call').filter({ hasText: 'Ⅱ级' });
    await call.getByRole('button', { name: /收听全文/ }).click();
    await call.getByText(/请听完，还有 \d+ 秒/).waitFor();
    expect(await faults(person.page)).toEqual([]);
    await shot(person.page, 'callout-listen-zh-phone');
    await call.getByRole('button', { name: '已听完，确认收到' }).click();
    await call.waitFor({ state: 'hidden' });
    // the desk follows by itself
    await page.getByText('已叫应 1', { exact: true }).click();
    await page.getByText(/听完并应答（屏幕）/).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '结束叫应…' }).click();
    await page.getByLabel('结束原因').fill('演示结束');
    await page.getByRole('button', { name: '结束叫应', exact: true }).click();
    await page.getByText('已结束').first().waitFor();
    expect([...errors, ...person.errors]).toEqual([]);
    await context.close();
    await person.context.close();
  }, 120_000);
});

describe('every page of command', () => {
  let page: Page;
  let errors: string[];
  beforeAll(async () => { ({ page, errors } = await visit(browser, city, 'commander', '/incidents')); });
  afterAll(() => page?.context().close());

  it.each(['/incidents', '/levels', '/map', '/forecasts', '/callouts', '/stand-down', '/plans', '/unit-plans', '/seats', '/sitreps', '/casualties', '/forms', '/responsibility', '/warnings'])('%s is whole in both languages, on the desk and on a phone', async (path) => {
    await page.goto(path);
    await whole(page, errors, path.slice(1), async (language) => {
      await page.getByRole('button', { name: language === 'zh' ? 'English' : '中文' }).waitFor();
      await page.locator('main .sheet').first().waitFor();
      await page.waitForFunction(() => !document.querySelector('.ant-skeleton'));
    });
  }, 120_000);
});
