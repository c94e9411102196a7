/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { sampleDepots } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { alertXml } from '../kit/alert.js';
import { City } from '../kit/city.js';
import { launch, PHONE, shot, SOUND, visit, whole, wrong } from './kit.js';

/** The pages of command in a real browser on the whole system, each in both languages and sizes: what an officer reads, chooses and hands on. */
const STREET = '410171561';
let city: City;
let browser: Browser;

async function sound(page: Page, errors: string[]): Promise<void> { expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] }); }
/** The whole page with these words on it. */
const both = (page: Page, errors: string[], name: string, zh: string, en: string): Promise<void> => whole(page, errors, name, (language) => page.getByText(language === 'zh' ? zh : en).first().waitFor());

beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

describe('the stock of depots', () => {
  const depot = sampleDepots().find((d) => d.area === STREET)!;

  it('is counted by its keeper on a phone, and stands on the officer\'s page at once with its ledger', async () => {
    const officer = await visit(browser, city, 'duty1', '/stock');
    const seen = officer.page.getByRole('region', { name: depot.name });
    await seen.getByText('3000').waitFor();
    await officer.page.getByRole('region', { name: sampleDepots().find((d) => d.area === '410171565')!.name }).getByText('从未盘点').waitFor();
    expect(await officer.page.getByRole('form', { name: '填报盘点' }).count()).toBe(0);
    const keeper = await visit(browser, city, depot.keeper, '/stock', PHONE);
    const form = keeper.page.getByRole('form', { name: '填报盘点' });
    await form.getByLabel(/^沙袋/).fill('2750');
    await form.getByLabel('说明（可不填）').fill('雨前清点');
    await shot(keeper.page, 'stock-count-390-zh');
    await sound(keeper.page, keeper.errors);
    await form.getByRole('button', { name: '提交 1 项盘点数' }).click();
    await form.getByText('已入账').waitFor();
    await seen.getByText('2750').waitFor();
    await seen.getByText('账目明细').click();
    await seen.getByText('盘亏').waitFor();
    await both(officer.page, officer.errors, 'stock', '从未盘点，库存未知', 'Never counted: stock unknown');
    await keeper.context.close();
    await officer.context.close();
  }, 240_000);
});

describe('the plan library', () => {
  it('edits a draft of a plan: minutes, what a SUSPEND stops, what a depot is to hold; shows the difference and the stock that is short', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/plans?version=sample-flood%401');
    await both(page, errors, 'plan', '示例预案', 'Sample plan');
    await page.getByRole('radio', { name: /Ⅰ级/ }).click();
    await page.getByText('沙袋（条） 2000').waitFor();
    await page.getByRole('button', { name: '起草下一版本' }).click();
    await page.getByRole('tab', { name: '编辑' }).click();
    await page.locator('.plan-editor').getByRole('radio', { name: /Ⅰ级/ }).click();
    // the conditions above them look alike
    const lines = page.locator('.plan-line').filter({ hasText: '签收（分）' });
    await lines.first().waitFor();
    await lines.first().getByLabel('签收（分）').fill('4');
    const schools = lines.filter({ hasText: '学校' });
    await schools.getByLabel('停什么').click();
    await page.locator('.ant-select-item-option').filter({ hasText: /^停课$/ }).click();
    const depots = lines.filter({ has: page.getByRole('group', { name: '预置物资（每仓库）' }) });
    await depots.getByLabel('沙袋（条）', { exact: true }).fill('2600');
    await both(page, errors, 'plan-editor', '有未保存的修改', 'Unsaved changes');
    await page.getByRole('button', { name: '保存草案' }).click();
    await page.getByText('已保存').first().waitFor();
    await page.getByRole('tab', { name: '版本差异' }).click();
    await page.getByText('/levels/I/orders/0/minutes/acknowledged').waitFor();
    await both(page, errors, 'plan-diff', '修改', 'changed');
    await page.getByRole('tab', { name: '缺口核对' }).click();
    await page.getByText(/沙袋需 2600 条，现有 1200 条/).waitFor();
    await both(page, errors, 'plan-gaps', '库存不足', 'Stock short');
    await context.close();
  }, 300_000);
});

describe('the settings of callouts', () => {
  it('are changed for one street by who commands the zone', async () => {
    const { context, page, errors } = await visit(browser, city, 'commander', '/callouts');
    const policy = page.getByRole('region', { name: '自动叫应与等待时限' });
    await policy.getByRole('button', { name: '修改设定…' }).click();
    await page.locator('.policy-form select').selectOption(STREET);
    await page.locator('.policy-line').first().getByRole('spinbutton').fill('7');
    await both(page, errors, 'callout-settings', '保存设定', 'Save');
    await page.locator('.policy-form').getByRole('button', { name: '保存设定' }).click();
    await page.locator('.policy-form').waitFor({ state: 'detached' });
    await page.getByText('潮河').first().waitFor();
    await sound(page, errors);
    await context.close();
  }, 240_000);

  it('are read again on another\'s page when they were changed, and not by the clock', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/callouts');
    await page.clock.install();
    await page.reload();
    const policy = page.getByRole('region', { name: '自动叫应与等待时限' });
    await policy.getByRole('row').nth(1).waitFor();
    let readings = 0;
    page.on('request', (request) => { if (request.method() === 'GET' && new URL(request.url()).pathname === '/api/callout-policy') readings += 1; });
    const changed = async (red: number): Promise<number> => {
      const before = readings;
      await (await city.as('commander')).act('/api/callout-policy', { automatic: ['RED'], hopMinutes: { RED: red, ORANGE: 20, YELLOW: 30, BLUE: 30 } });
      await policy.getByRole('row').nth(1).getByText(new RegExp(`^${red} `)).waitFor();
      return readings - before;
    };
    await changed(11);
    const before = readings;
    // ten seconds, each of which draws the page anew; a change after them marks their end
    await page.clock.runFor(10_000);
    const byEvent = await changed(12);
    expect({ readings: readings - before, byEvent, errors }).toEqual({ readings: 1, byEvent: 1, errors: [] });
    await context.close();
  }, 240_000);
});

describe('a decision and what follows from it', () => {
  it('shows its plan in full, the trace of one order, and a report that is saved as a PDF', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/');
    expect((await city.alert(alertXml({ geocode: STREET }))).status).toBe(202);
    await page.getByText('Ⅲ级', { exact: true }).last().click();
    await page.getByRole('button', { name: '预案详情：理由 · 分街道测算 · 签署' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('分街道测算').waitFor();
    await drawer.getByText(/将向 \d+ 个岗位下达/).waitFor();
    await shot(page, 'plan-drawer-1920-zh');
    await sound(page, errors);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /启动Ⅲ级响应/ }).first().click();
    await page.getByText('360 / 360').first().waitFor({ timeout: 60_000 });
    await page.locator('button.card').first().click();
    await drawer.getByRole('table').first().waitFor();
    await shot(page, 'trace-1920-zh');
    await sound(page, errors);
    // the operator's page is a desk's; the trace goes on a page of its own that a phone shows too
    const trace = await drawer.getByRole('link', { name: '责任链（打印、导出）' }).getAttribute('href');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('button.card').first().click();
    await drawer.getByText('Acknowledged').first().waitFor();
    await shot(page, 'trace-1920-en');
    await sound(page, errors);
    await page.goto(trace!);
    await page.getByRole('button', { name: '中文' }).click();
    await both(page, errors, 'trace-page', '没有错过时限', 'No deadline was missed');
    await context.close();
    await report();
  }, 300_000);

  async function report(): Promise<void> {
    const duty = await city.as('duty2');
    const [incident] = (await duty.get<{ items: { id: string }[] }>('/api/incidents')).body.items;
    const made = await duty.post<{ id: string }>('/api/sitreps', { incidentId: incident!.id, kind: 'INITIAL', textZh: '强降雨持续，各岗位已到位。' });
    expect(made.status).toBeLessThan(300);
    expect((await duty.post(`/api/sitreps/${made.body.id}/submit`, {})).status).toBeLessThan(300);
    const { context, page, errors } = await visit(browser, city, 'commander', '/sitreps');
    await page.getByRole('button', { name: '审定并发布' }).click();
    const pdf = page.getByRole('button', { name: '下载 PDF' });
    await page.getByRole('button', { name: '按同一时刻重算' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), pdf.click()]);
    const head = await waitFor(async () => { const stream = await file.createReadStream(); for await (const chunk of stream) return (chunk as Buffer).subarray(0, 5).toString('latin1'); return undefined; });
    expect([file.suggestedFilename(), head]).toEqual(['sitrep-1.pdf', '%PDF-']);
    await both(page, errors, 'sitreps', '已发布', 'Published');
    await context.close();
  }
});
