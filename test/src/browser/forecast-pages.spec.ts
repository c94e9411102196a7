/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { ChainPage, LadderView, MemberPage, SourcePage } from '@xunling/contracts/classes';
import { City } from '../kit/city.js';
import { launch, visit, whole } from './kit.js';

/** Ladder and chain set by who may, readings people enter, joint members: in a real browser on the whole system. */
let city: City;
let browser: Browser;
beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

/** The whole page, scrolled to a place of it. */
const at = (page: Page, errors: string[], name: string, place: string): Promise<void> => whole(page, errors, name, () => page.locator(place).first().evaluate((e) => { e.scrollIntoView({ block: 'start' }); }));
const refusedTo = async (path: string, body: object, ...others: string[]): Promise<void> => { for (const other of others) expect([other, (await (await city.as(other)).post(path, body)).status]).toEqual([other, 403]); };

describe('the forecast ladder', () => {
  it('is put in force by the commander with the keyboard alone, and says who set it', async () => {
    const { body: ladder } = await (await city.as('observer')).get<LadderView>('/api/forecasts/ladder');
    await refusedTo('/api/forecasts/ladder', { products: ladder.rungs.map((r) => r.product) }, 'duty1', 'street-561', 'dept-01-1', 'dispatcher', 'auditor', 'observer', 'inspector-561');
    const { context, page, errors } = await visit(browser, city, 'commander', '/forecasts');
    const section = page.getByRole('region', { name: '预报阶梯' });
    await section.getByText('现行为默认设置').waitFor();
    await section.getByRole('button', { name: '调整阶梯…' }).focus();
    await page.keyboard.press('Enter');
    const form = section.getByRole('form');
    const rung = form.getByRole('group', { name: '3 小时滚动预报' });
    await rung.getByLabel('间隔（小时）').fill('0');
    await form.getByText('1 项尚未填好').waitFor();
    expect(await form.getByRole('button', { name: /^公布/ }).isDisabled()).toBe(true);
    await at(page, errors, 'forecast-ladder-form', '.config-form');
    await rung.getByLabel('间隔（小时）').fill('2');
    await form.getByRole('button', { name: '移除：一周风险提示' }).focus();
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: '上移：3 小时滚动预报' }).focus();
    await page.keyboard.press('Enter');
    await form.getByLabel('时刻（北京时间）').first().focus();
    await page.keyboard.press('Enter');
    await section.getByText('现行第 1 版，指挥长').waitFor();
    const now = (await (await city.as('observer')).get<LadderView>('/api/forecasts/ladder')).body;
    expect(now.rungs.map((r) => r.product.code)).toEqual(['D3', 'D1', 'H3', 'H6', 'H1']);
    expect(await page.getByRole('region', { name: '登记收到的预报' }).innerText()).not.toContain('一周风险提示');
    expect(now.rungs[2]!.product.schedule).toEqual({ kind: 'active', everyHours: 2 });
    await at(page, errors, 'forecasts', 'main .sheet');
    await context.close();
    const duty = await visit(browser, city, 'duty1', '/forecasts');
    await duty.page.getByText('现行第 1 版，指挥长').waitFor();
    expect(await duty.page.getByRole('button', { name: /调整/ }).count()).toBe(0);
    await duty.context.close();
  }, 240_000);
});

describe('the five-stage chain', () => {
  it('takes another order and other times for chains that begin from now', async () => {
    const { body: chain } = await (await city.as('observer')).get<ChainPage>('/api/five-stage');
    await refusedTo('/api/five-stage/stages', { stages: chain.stages }, 'duty1', 'street-561', 'dept-01-1', 'dispatcher', 'auditor', 'observer', 'inspector-561');
    const { context, page, errors } = await visit(browser, city, 'commander', '/forecasts');
    const section = page.getByRole('region', { name: '五预联动' });
    await section.getByRole('button', { name: '调整环节…' }).click();
    const form = section.getByRole('form');
    await form.getByRole('button', { name: '下移：预演' }).click();
    await form.getByRole('group', { name: /预警/ }).getByLabel('上一环后（分钟）').fill('90');
    await at(page, errors, 'five-stage-form', '.config-form');
    await form.getByRole('button', { name: '设定 5 个环节' }).click();
    await section.getByText('现行第 2 版，指挥长').waitFor();
    const now = (await (await city.as('observer')).get<ChainPage>('/api/five-stage')).body;
    expect(now.stages.map((s) => [s.kind, s.minutes])).toEqual([['FORECAST', 0], ['WARNING', 90], ['PLAN', 60], ['REHEARSAL', 120], ['PREPOSITION', 60]]);
    await context.close();
  }, 240_000);
});

describe('a reading of a staff gauge', () => {
  it('is entered by who may over that area, is listed with its age, and is unknown once it is old', async () => {
    const street = await city.as('street-561');
    const old = { source: '潮河桥下水尺', element: 'river-level', area: '410171561', value: 182.5, occurredAt: new Date(Date.now() - 4 * 3_600_000).toISOString(), everyMinutes: 60 };
    await refusedTo('/api/observations', { readings: [old] }, 'street-563', 'dept-01-1', 'dispatcher', 'auditor', 'observer', 'inspector-561');
    expect((await street.post('/api/observations', { readings: [old] })).status).toBe(201);
    const { context, page, errors } = await visit(browser, city, 'street-561', '/readings');
    const row = page.getByRole('row').filter({ hasText: '潮河桥下水尺' });
    await row.getByText('未知').waitFor();
    await row.getByText('此前 182.5 cm').waitFor();
    const form = page.getByRole('region', { name: '录入读数' });
    await form.getByLabel('来源').fill('潮河桥下水尺');
    await form.getByRole('textbox', { name: /^读数/ }).fill('196');
    await form.getByLabel('观测时间').fill('2099-01-01T08:00');
    await form.getByText('观测时间在未来').waitFor();
    await form.getByLabel('观测时间').fill('');
    await form.getByRole('textbox', { name: /^读数/ }).press('Enter');
    await form.getByText('✓ 已录入').waitFor();
    await row.getByText('196 cm').waitFor();
    await street.post('/api/observations', { readings: [{ ...old, source: '学府路积水尺', element: 'road-water', value: 20 }] });
    await page.reload();
    await page.getByRole('row').filter({ hasText: '学府路积水尺' }).getByText('未知').waitFor();
    await at(page, errors, 'readings', 'main .sheet');
    expect((await street.get<SourcePage>('/api/observations/sources?kind=other')).body.items.map((i) => [i.source, i.state])).toEqual(expect.arrayContaining([['潮河桥下水尺', 'known'], ['学府路积水尺', 'unknown']]));
    await context.close();
    const observer = await visit(browser, city, 'observer', '/readings');
    await observer.page.getByRole('row').filter({ hasText: '潮河桥下水尺' }).waitFor();
    expect(await observer.page.getByRole('region', { name: '录入读数' }).count()).toBe(0);
    await observer.context.close();
  }, 240_000);
});

describe('joint members', () => {
  it('are listed and ended by the commander; everybody in charge of something sees them, nobody else changes them', async () => {
    const body = { kind: 'POLICE', unit: '公安分局', name: '李联络' };
    await refusedTo('/api/joint-members', body, 'deputy', 'duty1', 'admin', 'street-561', 'dept-01-1', 'dispatcher', 'auditor', 'observer', 'inspector-561');
    expect((await (await city.as('inspector-561')).get('/api/joint-members')).status).toBe(403);
    const { context, page, errors } = await visit(browser, city, 'commander', '/seats');
    const section = page.getByRole('region', { name: '联合指挥成员' });
    for (const [unit, name] of [['公安分局', '李联络'], ['区卫健委', '周联络']] as const) {
      await section.getByLabel('单位', { exact: true }).fill(unit);
      await section.getByLabel('姓名').fill(name);
      await page.keyboard.press('Enter');
      await section.getByRole('row').filter({ hasText: unit }).waitFor();
    }
    await section.getByRole('button', { name: '登记离席：李联络' }).click();
    await section.getByLabel('离席原因').fill('轮换');
    await page.keyboard.press('Enter');
    await section.getByRole('row').filter({ hasText: '公安分局' }).waitFor({ state: 'detached' });
    await section.getByLabel('含已离席').check();
    await section.getByRole('row').filter({ hasText: '公安分局' }).getByText('轮换').waitFor();
    await at(page, errors, 'joint-members', '.joint-members');
    expect((await (await city.as('observer')).get<MemberPage>('/api/joint-members')).body.items.map((m) => m.name)).toEqual(['周联络']);
    await context.close();
    const deputy = await visit(browser, city, 'deputy', '/seats');
    await deputy.page.getByRole('region', { name: '联合指挥成员' }).getByText('区卫健委').waitFor();
    expect(await deputy.page.getByRole('button', { name: '登记成员' }).count()).toBe(0);
    await deputy.context.close();
  }, 240_000);
});
