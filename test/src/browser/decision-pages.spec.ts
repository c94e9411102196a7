/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { City } from '../kit/city.js';
import { openDecision } from '../kit/walk.js';
import { launch, shot, SOUND, visit, wrong } from './kit.js';

/** A decision over a part of its streets, one that a level in force answers, one that is held and raised before its review. */
let city: City;
let browser: Browser;
beforeAll(async () => { city = await City.start(); browser = await launch(); }, 180_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 60_000);

/** In both languages, without a fault in either; the operator's page is made for a desk. */
async function bothWays(page: Page, name: string): Promise<void> {
  for (const language of ['zh', 'en'] as const) {
    if (language === 'en') await page.getByText('English').first().click();
    await shot(page, `${name}-${language}`);
    expect([name, language, await wrong(page)]).toEqual([name, language, SOUND]);
  }
  await page.getByText('中文').first().click();
}

describe('the decision on the operator\'s page', () => {
  it('is raised over chosen streets and stays open over the rest; answered where the level is in force; raised from a hold', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/');
    const { decision } = await openDecision(city, {});
    const panel = page.getByRole('article', { name: /待决策/ });
    await panel.getByText('全部 6 个街道').waitFor({ timeout: 20_000 });
    await panel.getByText('Ⅳ级', { exact: true }).last().click();
    await panel.getByRole('combobox').last().click();
    await page.getByTitle('潮河街道').last().click();
    await page.keyboard.press('Escape');
    await panel.getByText('其余 5 个街道仍待决策').waitFor();
    await panel.getByText(/将向 \d+ 个岗位下达 \d+ 条指令/).waitFor({ timeout: 20_000 });
    await bothWays(page, 'decision-part');
    await panel.getByRole('button', { name: /启动Ⅳ级响应/ }).click();
    await panel.getByText('全部 5 个街道').waitFor({ timeout: 20_000 });
    await shot(page, 'decision-rest-zh');
    // held, then raised before its review by the seats
    await panel.getByRole('button', { name: '暂不启动…' }).click();
    await panel.getByLabel('理由').fill('雨带南移');
    await panel.getByRole('button', { name: /签署“暂不启动”/ }).click();
    await page.getByRole('button', { name: '提前启动…' }).click({ timeout: 20_000 });
    await page.getByText('全部 5 个街道').waitFor({ timeout: 20_000 });
    await bothWays(page, 'decision-held');
    const [commander, deputy] = [await city.as('commander'), await city.as('deputy')];
    expect((await commander.post(`/api/decisions/${decision.id}/raise`, { level: 'I' })).status).toBe(200);
    expect((await deputy.post(`/api/decisions/${decision.id}/confirm`, {})).body).toMatchObject({ state: 'raised' });
    // another issuer's red over what is at level I now
    await openDecision(city, { issuer: '示例市水文局', sender: 'hydro@sample.example', geocode: '410171560' });
    const record = panel.getByRole('button', { name: '记录：Ⅰ级响应已在效' });
    await record.waitFor({ timeout: 20_000 });
    await bothWays(page, 'decision-in-force');
    await record.click();
    await page.getByText('已有Ⅰ级响应在效').waitFor({ timeout: 20_000 });
    await shot(page, 'decision-answered-zh');
    expect(errors).toEqual([]);
    await context.close();
  }, 180_000);
});
