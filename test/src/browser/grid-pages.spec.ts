/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { ClosurePage, MeasureView } from '@xunling/contracts/classes';
import { City } from '../kit/city.js';
import { launch, PHONE, shot, visit } from './kit.js';

/** The closure board and the register of sites in a real browser on the whole system. */
let city: City;
let browser: Browser;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const untranslated = (text: string): string[] => text.split(/\s+/).filter((word) => /^[a-zA-Z]+\/[a-zA-Z_-]+$/.test(word));

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } }).axe.run();
    return violations.map((v) => `${v.id} ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`);
  });
}
async function sound(page: Page, errors: string[]): Promise<void> {
  expect(untranslated(await page.locator('body').innerText())).toEqual([]);
  expect(await faults(page)).toEqual([]);
  expect(errors).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

describe('a site closed from the ground', () => {
  it('stands on top of the board as not closed until a second person has verified it there', async () => {
    const duty = await city.as('duty1');
    const { body: { items } } = await duty.get<ClosurePage>('/api/closures?area=410171561&kind=UNDERPASS');
    const site = items[0]!;
    const leader = await city.as(`grid-${site.area}`);
    const { body: measure } = await leader.post<MeasureView>(`/api/sites/${site.siteId}/protect`, { measure: 'CLOSE', reason: '积水超过车轮', noPositionReason: '室内', evidence: [await leader.photo()] });
    const { context, page, errors } = await visit(browser, city, 'street-561', '/closures');
    const row = page.getByRole('row').filter({ hasText: site.name });
    await row.getByText('未关闭').waitFor();
    await row.getByText('上级尚未审看').waitFor();
    await row.getByRole('button', { name: '同意', exact: true }).click();
    await page.locator('.effect').getByRole('button', { name: '同意' }).click();
    await row.getByText('上级尚未审看').waitFor({ state: 'detached' });
    await shot(page, 'closures-not-closed-zh');
    await row.getByRole('button', { name: '核验通过' }).click();
    await page.locator('.effect').getByRole('button', { name: '核验通过' }).click();
    await row.getByText('■ 已关闭').waitFor();
    await row.getByText('下次巡查').waitFor();
    await shot(page, 'closures-zh');
    await sound(page, errors);
    expect((await leader.get<MeasureView>(`/api/measures/${measure.id}`)).body).toMatchObject({ closed: true, review: { state: 'approved' } });
    // somebody walks by and says otherwise: disputed, not closed, without a reload
    const rescue = await city.as(`community-${site.area.slice(0, 12)}`);
    expect((await rescue.post(`/api/sites/${site.siteId}/state`, { claim: 'open', note: '仍有行人通过' })).status).toBe(201);
    await row.getByText('说法冲突').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    // the site goes by its English name now
    await page.getByRole('row').filter({ hasText: site.nameEn }).getByText('Not closed').waitFor();
    await shot(page, 'closures-disputed-en');
    await sound(page, errors);
    await page.setViewportSize(PHONE);
    await shot(page, 'closures-390-en');
    await sound(page, errors);
    await context.close();
  }, 240_000);
});

describe('the register of sites', () => {
  it('says row and column of what is wrong with an import, then takes it whole; a draft lacks what it lacks', async () => {
    const { context, page, errors } = await visit(browser, city, 'street-561', '/sites');
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: '批量导入…' }).click();
    const head = 'area,name,kind,lon,lat,datum,owner,closeAtCm';
    await page.getByLabel('CSV', { exact: true }).fill(`${head}\n410171561901001,示例东涵洞,CULVERT,113.776157,34.708946,GCJ02,市政科,25\n410171560901001,示例西涵洞,POND,113.77,34.71,WGS84,市政科,25`);
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByText('2 行中有 1 处错误').waitFor();
    await shot(page, 'sites-import-faults-zh');
    await page.getByLabel('CSV', { exact: true }).fill(`${head}\n410171561901001,示例东涵洞,CULVERT,113.776157,34.708946,GCJ02,,25`);
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 个点位').waitFor();
    await page.getByText('草稿', { exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: '示例东涵洞' });
    await row.getByText('由 GCJ02 换算').waitFor();
    await row.getByRole('button', { name: '发布' }).click();
    await row.getByText('owner').first().waitFor();
    await sound(page, errors);
    await shot(page, 'sites-drafts-zh');
    await page.getByText('缺项清单', { exact: true }).click();
    await page.getByText('缺疏散预案').first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('no evacuation plan').first().waitFor();
    await shot(page, 'sites-gaps-en');
    await sound(page, errors);
    await page.setViewportSize(PHONE);
    await shot(page, 'sites-390-en');
    await sound(page, errors);
    await context.close();
  }, 240_000);
});
