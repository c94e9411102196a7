/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { conservationOf } from '@xunling/contracts';
import type { AtRiskGapPage, ClosurePage, DutyLedger, GaugePage, HouseholdPage } from '@xunling/contracts/classes';
import { samplePosts, sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { launch, PHONE, shot, SOUND, visit, wrong } from './kit.js';

/** What the ground does on its pages: the ledger from the phone, measures over areas, words about sites, the register of people at risk, gauges. */
const STREET = '410171561';
const GRID = `${STREET}901001`;
let city: City;
let browser: Browser;
beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

async function sound(page: Page, errors: string[]): Promise<void> { expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] }); }
const act = async (who: string, path: string, body: object): Promise<unknown> => (await city.as(who)).act(path, body);
/** Chooses in a list of the page by what its option says. */
const pick = async (page: Page, label: string, option: RegExp | string, search?: string): Promise<void> => {
  const box = page.getByRole('combobox', { name: label, exact: true }).last();
  await box.click();
  if (search) await box.fill(search);
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first().click();
};
/** In English and on the phone, each looked at by axe and kept as a picture. */
async function bothWays(page: Page, errors: string[], name: string): Promise<void> {
  await shot(page, `${name}-zh`);
  await sound(page, errors);
  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).waitFor();
  await shot(page, `${name}-390-en`);
  await sound(page, errors);
}

describe('an evacuation ordered to the holder of a grid', () => {
  it('is written on the ledger from the phone; the report comes back while somebody is left, and says how many', async () => {
    const post = samplePosts().find((p) => p.area === GRID && p.kind === 'LEADER')!;
    await act('duty1', '/api/orders', { measure: 'EVACUATE', addressee: { kind: 'post', id: post.id }, area: GRID });
    const leader = await city.as(`grid-${GRID}`);
    const duty = await waitFor(async () => (await leader.get<{ items: { id: string; measure: string }[] }>('/api/duties?mine=true')).body.items.find((d) => d.measure === 'EVACUATE'), 45_000, 'the duty');
    const { context, page, errors } = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    await page.getByRole('button', { name: '签收', exact: true }).click();
    await page.getByRole('button', { name: '签收', exact: true, disabled: true }).waitFor();
    await page.getByRole('button', { name: '到岗', exact: true }).click();
    await page.getByRole('button', { name: '已转移 n 人' }).click();
    const moving = page.getByRole('region', { name: '转移群众' });
    await moving.getByRole('article').first().getByRole('button', { name: /^已转移 \d+ 人$/ }).click();
    await moving.getByRole('article').first().getByRole('button', { name: '拒绝转移' }).waitFor();
    await page.getByLabel('名册以外已转移人数（本岗累计）').fill('7');
    await page.getByRole('button', { name: '计入台账' }).click();
    await page.getByText('名册以外已计入 7 人').waitFor();
    await shot(page, 'ground-ledger-zh');
    await sound(page, errors);
    expect((await leader.post<{ code: string }>(`/api/duties/${duty.id}/execute`, { evidence: [await leader.photo()] })).body.code).toBe('evacuation.not-moved');
    await page.getByRole('button', { name: /^其余 \d+ 人全部已转移$/ }).click();
    await page.getByText('本网格应转移人员均已落实').waitFor();
    const { body: ledger } = await leader.get<DutyLedger>(`/api/duties/${duty.id}/ledger`);
    expect([ledger.counted, conservationOf(ledger.totals).remaining, conservationOf(ledger.totals).moved]).toEqual([7, 0, ledger.totals.planned]);
    expect((await leader.post(`/api/duties/${duty.id}/execute`, { evidence: [await leader.photo()] })).status).toBe(200);
    await context.close();
    // who verifies sees the sums, and is told who was not seen in safety yet
    const verifier = await visit(browser, city, 'inspector-561', '/field', PHONE);
    await verifier.page.getByText(/人未经第二人核验，此时不能核验通过/).waitFor();
    await verifier.page.getByRole('button', { name: '核验通过' }).first().click();
    await verifier.page.getByText(/人尚未核验。应转移 \d+ 人/).waitFor();
    await shot(verifier.page, 'ground-verify-ledger-zh');
    await sound(verifier.page, verifier.errors);
    await verifier.context.close();
  }, 240_000);
});

describe('the closure board', () => {
  it('has what was stopped over a street as not verified, with the schools it is about; a flooded mall that only stopped business is not closed', async () => {
    const head = samplePosts().find((p) => p.area === STREET && p.kind === 'HEAD')!;
    await act('duty1', '/api/orders', { measure: 'SUSPEND', scope: 'CLASSES', addressee: { kind: 'post', id: head.id }, area: STREET });
    const mall = sampleSites().find((s) => s.kind === 'MALL' && s.area.startsWith(STREET))!;
    const holder = await city.as(`grid-${mall.area}`);
    const { body: measure } = await holder.post<{ id: string }>(`/api/sites/${mall.id}/protect`, { measure: 'SUSPEND', reason: '一层进水', noPositionReason: '室内', evidence: [await holder.photo()] });
    await act('inspector-561', `/api/measures/${measure.id}/verify`, {});
    const { context, page, errors } = await visit(browser, city, 'street-561', '/closures');
    const over = page.getByRole('region', { name: '区域管控（四停等）' });
    const stopped = over.getByRole('article').filter({ hasText: '停课' });
    await stopped.getByText('▲ 未核验').waitFor();
    await stopped.getByText(/^涉及 \d+ 处$/).click();
    await stopped.getByText(sampleSites().find((s) => s.kind === 'SCHOOL' && s.area.startsWith(STREET))!.name).waitFor();
    const row = page.getByRole('row').filter({ hasText: mall.name });
    await row.getByRole('button', { name: '报现状…' }).click();
    await row.getByLabel('实测水深（可不填）').fill(String(mall.closeAtCm + 4));
    await row.getByRole('button', { name: '报告现状' }).click();
    await row.getByText('未关闭').waitFor();
    await row.getByText('现有措施不能阻止人员进入：须下达关闭或封闭').waitFor();
    const { body: { items } } = await holder.get<ClosurePage>(`/api/closures?area=${mall.area}`);
    expect(items.find((i) => i.siteId === mall.id)).toMatchObject({ shown: 'not-closed', flooded: true, measures: [{ measure: 'SUSPEND', closed: true }] });
    await bothWays(page, errors, 'ground-closures');
    await context.close();
  }, 240_000);

  it('shows what two people say of one site side by side; the phone says it of one\'s own', async () => {
    const site = sampleSites().find((s) => s.kind === 'UNDERPASS' && s.area.startsWith(STREET))!;
    await act(`community-${site.area.slice(0, 12)}`, `/api/sites/${site.id}/state`, { claim: 'closed', note: '围挡完好' });
    const { context, page, errors } = await visit(browser, city, `grid-${site.area}`, '/field', PHONE);
    await page.getByText('报告点位现状').click();
    const box = page.locator('details.say-site');
    if ((await box.locator('select').count()) > 0) await box.locator('select').selectOption({ label: site.name });
    await box.getByRole('button', { name: /有人通过|未关闭|可通行|通行/ }).first().click();
    await box.getByText('已报告，与他人说法并列').waitFor();
    await shot(page, 'ground-say-site-zh');
    await sound(page, errors);
    await context.close();
    const board = await visit(browser, city, 'street-561', '/closures');
    const words = board.page.locator('.two-words').first();
    await words.getByText('围挡完好').waitFor();
    expect(await words.locator('ul').count()).toBe(2);
    expect(await words.locator('ul').evaluateAll((lists) => lists.map((l) => l.children.length))).toEqual([1, 1]);
    await shot(board.page, 'ground-two-words-zh');
    await board.context.close();
  }, 180_000);
});

describe('the register of people at risk', () => {
  it('closes the gap "no evacuation plan" where it is shown, and takes, corrects and closes a household', async () => {
    const officer = await city.as('street-561');
    const { body: school } = await officer.post<{ id: string }>('/api/sites', { area: GRID, name: '示例新小学', nameEn: 'Sample new school', kind: 'SCHOOL', position: { lon: 113.77, lat: 34.71 }, datum: 'WGS84', owner: '教育局', closeAtCm: 20 });
    await officer.post(`/api/sites/${school.id}/publish`);
    const { context, page, errors } = await visit(browser, city, 'street-561', '/at-risk');
    const gaps = page.getByRole('region', { name: '缺口清单' });
    const open = gaps.getByRole('button', { name: '登记方案… 示例新小学' });
    await open.waitFor();
    const before = (await officer.get<AtRiskGapPage>('/api/at-risk/reconciliation')).body.items.filter((g) => g.gap === 'no-plan').length;
    await open.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('应转移人数').fill('40');
    await pick(page, '安置点（可容）', /\(\d+\)/);
    await shot(page, 'ground-plan-zh');
    await page.getByRole('button', { name: '登记转移方案' }).click();
    await waitFor(async () => (await officer.get<AtRiskGapPage>('/api/at-risk/reconciliation')).body.items.filter((g) => g.gap === 'no-plan').length === before - 1, 45_000, 'the gap to be closed');
    await open.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '登记一户…' }).click();
    const form = page.locator('form.effect').first();
    await form.getByLabel('户编号').fill('新-001');
    await pick(page, '所在网格', '晨光第1网格', '晨光第1网格');
    for (const [label, value] of [['户主', '示例新户'], ['电话', '00012340000'], ['住址', '示例路9号']] as const) await form.getByLabel(label, { exact: true }).fill(value);
    await form.getByLabel('第 1 人姓名').fill('示例新户');
    await shot(page, 'ground-household-zh');
    await form.getByRole('button', { name: '登记入册' }).click();
    await page.getByText('✓ 已登记').waitFor();
    await sound(page, errors);
    const own = async () => (await officer.get<HouseholdPage>(`/api/at-risk?area=${GRID}&limit=200`)).body.items.find((h) => h.code === '新-001');
    expect(await own()).toMatchObject({ head: '示例新户', persons: [{ name: '示例新户' }] });
    // the same number again is refused, and says so where it was typed
    await page.getByRole('button', { name: '登记一户…' }).click();
    await form.getByLabel('户编号').fill('新-001');
    await pick(page, '所在网格', '晨光第1网格', '晨光第1网格');
    for (const [label, value] of [['户主', '乙'], ['电话', '00012340001'], ['住址', '示例路10号']] as const) await form.getByLabel(label, { exact: true }).fill(value);
    await form.getByLabel('第 1 人姓名').fill('乙');
    await form.getByRole('button', { name: '登记入册' }).click();
    await form.getByRole('alert').waitFor();
    await page.getByRole('button', { name: '登记一户…' }).click();

    await pick(page, '区域', GRID, GRID);
    await page.getByRole('button', { name: '更正… 新-001' }).click();
    const row = page.getByRole('row').filter({ hasText: '新-001' });
    const change = row.locator('form.effect');
    await change.getByLabel('电话', { exact: true }).fill('00012349999');
    await change.getByLabel('理由').fill('换号');
    await row.getByRole('button', { name: '保存更正' }).click();
    await row.getByText('00012349999').waitFor();
    await page.getByRole('button', { name: '销册… 新-001' }).click();
    await change.getByLabel('理由').fill('迁出');
    await row.getByRole('button', { name: '从底册销去' }).click();
    await waitFor(async () => (await own()) === undefined, 45_000, 'the household to be off');
    await page.reload();
    await page.getByRole('region', { name: '户', exact: true }).getByRole('row').nth(1).waitFor();
    await bothWays(page, errors, 'ground-at-risk');
    await context.close();
  }, 240_000);
});

describe('the gauges', () => {
  it('a stray station is registered from what it sent, its levels changed with a reason, its history read, and it is taken out', async () => {
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    await waitFor(async () => (await city.observe([{ station: 'D-561-77', parameter: 'depth', value: 12, unit: 'cm', at: at(20) }])).status === 202, 60_000, 'the stray reading');
    const { context, page, errors } = await visit(browser, city, 'duty1', '/gauges');
    await page.getByRole('button', { name: '登记… D-561-77' }).click();
    const form = page.locator('form.effect');
    await form.getByLabel('名称', { exact: true }).fill('示例新水尺');
    await pick(page, '所在区域', '晨光第1网格', '晨光第1网格');
    await form.getByLabel('经度').fill('113.77');
    await form.getByLabel('纬度').fill('34.71');
    await pick(page, '坐标系', 'WGS84');
    await form.getByRole('button', { name: '增加级别' }).click();
    await form.getByLabel(/达到（cm）/).fill('20');
    await form.getByLabel(/低于解除（cm）/).fill('15');
    await shot(page, 'ground-gauge-register-zh');
    await sound(page, errors);
    await form.getByRole('button', { name: '登记入册' }).click();
    await page.getByText('已登记，其数据从现在起计入').waitFor();
    // it is of the register now, and no stray any more
    await page.getByRole('button', { name: '登记… D-561-77' }).waitFor({ state: 'detached' });
    await waitFor(async () => (await city.observe([{ station: 'D-561-77', parameter: 'depth', value: 26, unit: 'cm', at: at(1) }])).status === 202, 60_000, 'the reading');
    await page.locator('.ant-segmented-item').filter({ hasText: '超阈值' }).click();
    await page.getByRole('button', { name: '过程 D-561-77' }).click();
    const card = page.locator('li.gauge').filter({ hasText: 'D-561-77' });
    await card.getByText('超阈值中').waitFor();
    await card.locator('.gauge-history').getByText(/达到/).first().waitFor();
    await page.getByRole('button', { name: '修改阈值… D-561-77' }).click();
    await card.getByLabel(/达到（cm）/).fill('30');
    await card.getByLabel('理由').fill('现场复核');
    await card.getByRole('button', { name: '保存修改' }).click();
    const own = async () => (await (await city.as('duty1')).get<GaugePage>('/api/gauges?limit=200')).body.items.find((g) => g.station === 'D-561-77' && !g.validTo);
    await waitFor(async () => (await own())?.levels[0]?.raiseAt === 30, 45_000, 'the new level');
    await bothWays(page, errors, 'ground-gauges');
    await page.getByRole('button', { name: 'Take out… D-561-77' }).click();
    await card.getByLabel('Why').fill('removed');
    await card.getByRole('button', { name: 'Take the gauge out' }).click();
    await waitFor(async () => (await own()) === undefined, 45_000, 'its end');
    await context.close();
  }, 240_000);
});
