/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { City } from '../kit/city.js';
import { launch, OPERATOR, PHONE, visit, whole } from './kit.js';

/** Lists beside the picture are read once and then follow events: what no event could tell them must be read again. */
let city: City;
let browser: Browser;
const GRID = '410171561901001';
const STREAM = '**/api/picture/events*';

beforeAll(async () => { city = await City.start(); browser = await launch(); }, 240_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 60_000);

const say = async (text: string): Promise<string> => (await (await city.as(`grid-${GRID}`)).act<{ id: string }>('/api/reports', { kind: 'OTHER', area: GRID, text, noPositionReason: '室内' })).id;
/** Refuses the stream of events to every page until it is let go. */
const cut = async (context: BrowserContext): Promise<() => Promise<void>> => {
  await context.route(STREAM, (route) => route.abort('connectionfailed'));
  return () => context.unroute(STREAM);
};

describe('what happens while a page is on no stream', () => {
  it('is on the phone once its first stream begins, which was long after its lists were read', async () => {
    const id = await say('路面裂缝');
    const { context, page } = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    const join = await cut(context);
    await page.reload();
    await page.getByText('未查阅').or(page.getByText(/我的报告/)).first().waitFor();
    expect((await (await city.as('street-561')).post(`/api/reports/${id}/take`)).status).toBeLessThan(300);
    expect(await page.getByText('处置中').count()).toBe(0);
    await join();
    await page.getByText('处置中').waitFor();
    await context.close();
  }, 120_000);

  it('is on the phone that was open before: a new evacuation of its grid is there without a reload', async () => {
    const { context, page, errors } = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    await page.getByText(/我的报告/).first().waitFor({ timeout: 30_000 });
    expect(await page.getByRole('region', { name: '转移群众' }).count()).toBe(0);
    const opened = await (await city.as('street-561')).post('/api/evacuations', { area: GRID, reason: '堤防渗漏' });
    expect(opened.status).toBeLessThan(300);
    await page.getByRole('region', { name: '转移群众' }).getByRole('article').first().waitFor({ timeout: 30_000 });
    expect(errors).toEqual([]);
    await context.close();
  }, 120_000);

  it('is on a list of the desk when its place in the stream is no longer kept and the picture is read whole', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/reports', OPERATOR);
    await page.getByText('路面裂缝').first().waitFor();
    await context.setOffline(true);
    await page.locator('.page.stale').waitFor();
    await say('井盖缺失');
    let refused = 0;
    await context.route(STREAM, async (route) => {
      refused += 1;
      if (refused > 1) await route.continue();
      else await route.fulfill({ status: 410, contentType: 'application/problem+json', body: JSON.stringify({ code: 'picture.gone', title: { zh: '位置已失效', en: 'gone' } }) });
    });
    await context.setOffline(false);
    await page.getByText('井盖缺失').first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  }, 120_000);

  it('is on a list that was kept from a moment ago, when its page is opened again', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/reports', OPERATOR);
    await page.getByText('井盖缺失').first().waitFor();
    await page.evaluate(() => { history.pushState({}, '', '/closures'); dispatchEvent(new PopStateEvent('popstate')); });
    await page.getByText('井盖缺失').first().waitFor({ state: 'detached' });
    await say('路灯倾斜');
    await page.goBack();
    await page.getByText('路灯倾斜').first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  }, 120_000);
});

describe('a list that could not be read again', () => {
  it('says since when it is behind and is shaded beneath a live picture, until it is read', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/reports', OPERATOR);
    await page.getByText('路灯倾斜').first().waitFor();
    expect(await page.locator('.page.stale').count()).toBe(0);
    await context.route('**/api/reports?*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ code: 'context.unreachable' }) }));
    await say('护栏松动');
    const behind = page.getByText(/有列表未能更新，显示的是 \d\d:\d\d:\d\d 的数据/);
    await behind.waitFor();
    const time = (await behind.innerText()).match(/\d\d:\d\d:\d\d/)![0];
    expect([await page.locator('.page-bar .asof').innerText(), await page.locator('.page.stale').count(), await page.getByText('护栏松动').count()]).toEqual([expect.stringContaining(time), 1, 0]);
    await whole(page, errors, 'list-behind', (language) => page.getByText(language === 'zh' ? '有列表未能更新' : 'could not be read again').first().waitFor());
    await context.unroute('**/api/reports?*');
    await page.getByRole('button', { name: '重新读取' }).click();
    await page.getByText('护栏松动').first().waitFor();
    await page.locator('.page.stale').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await context.close();
  }, 120_000);
});
