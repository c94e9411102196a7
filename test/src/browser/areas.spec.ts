/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { City } from '../kit/city.js';
import { launch, OPERATOR, PHONE, shot, visit } from './kit.js';

/** Area tree, posts, import, gap list and directory of units, as people use them. */
let city: City;
let browser: Browser;
const GRID = '410171561901001';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } }).axe.run();
    return violations.map((v) => `${v.id} ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`);
  });
}
/** Catalogue keys look like `areas/title`; none may stand on a page. */
const untranslated = (text: string): string[] => text.split(/\s+/).filter((word) => /^[a-z]+\/[a-zA-Z_-]+$/.test(word));
const sound = async (page: Page): Promise<void> => {
  expect(await faults(page)).toEqual([]);
  expect(untranslated(await page.locator('main').innerText())).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
};
const ring = (n: number): string => { const [w, s] = [113.8205 + n * 0.0002, 34.6505]; return [[w, s], [w + 0.0001, s], [w + 0.0001, s + 0.0001], [w, s]].map(([x, y]) => `${x!.toFixed(6)} ${y!.toFixed(6)}`).join(';'); };
const csv = (rows: string[]): Buffer => Buffer.from(['code,name,nameEn,ring', ...rows].join('\n'));

beforeAll(async () => { city = await City.start(); browser = await launch(); }, 180_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 60_000);

describe('the area tree', () => {
  it('is walked by keyboard down to a grid, whose holder is changed from a coming time and at once', async () => {
    const { context, page, errors } = await visit(browser, city, 'street-561', '/areas');
    const root = page.getByRole('treeitem', { name: /潮河街道/ });
    await root.waitFor({ timeout: 20_000 });
    await root.focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('heading', { name: /晨光第1网格/ }).waitFor();
    const post = page.locator('.post').filter({ hasText: '网格长' });
    await shot(page, 'areas-grid-zh');
    await sound(page);
    await post.getByRole('button', { name: /更换责任人/ }).click();
    await post.getByLabel('责任人', { exact: true }).click();
    await page.keyboard.type('grid-410171561901002');
    await page.locator('.ant-select-item-option').filter({ hasText: 'grid-410171561901002' }).first().click();
    await post.getByText('定时生效').click();
    await post.locator('input[type=datetime-local]').first().fill('2031-01-01T08:00');
    await shot(page, 'areas-hold-zh');
    await post.getByRole('button', { name: '定时更换' }).click();
    // more than a year ahead: refused by name, what was typed stays
    await post.getByText(/at most a year ahead/).waitFor();
    await post.getByText('立即生效').click();
    await post.getByRole('button', { name: '确定责任人' }).click();
    await post.getByRole('button', { name: /履历/ }).click();
    await post.getByText('所属单位：潮河街道办事处').waitFor();
    expect(await post.locator('.post-record ol li').count()).toBe(2);
    await shot(page, 'areas-record-zh');
    await sound(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('imports micro-grids: datum first, each fault by its row, then all at once; the new nodes stand on the gap list', async () => {
    const { context, page, errors } = await visit(browser, city, 'street-561', '/areas?tab=import');
    const choose = async (rows: string[]): Promise<void> => { await page.locator('input[type=file]').setInputFiles({ name: 'micro.csv', mimeType: 'text/csv', buffer: csv(rows) }); };
    await page.getByRole('button', { name: '选择文件' }).waitFor();
    await choose([`${GRID}001,甲,A,${ring(0)}`, `${GRID}001,乙,B,${ring(1)}`, `410171560901001001,丙,C,${ring(2)}`]);
    expect(await page.getByRole('button', { name: '检查（不导入）' }).isDisabled()).toBe(true);
    await page.getByText('WGS84（含 CGCS2000）').click();
    await page.getByRole('button', { name: '检查（不导入）' }).click();
    await page.getByText(/3 行中有 2 处错误/).waitFor();
    await page.getByText('row 4, column code').waitFor();
    await shot(page, 'areas-import-faults-zh');
    await sound(page);
    await choose([`${GRID}001,甲微网格,A,${ring(0)}`, `${GRID}002,乙微网格,B,${ring(1)}`]);
    await page.getByRole('button', { name: '检查（不导入）' }).click();
    await page.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText('已新增 2 个节点').waitFor();
    await page.getByText(/今日缺口 2/).click();
    await page.getByRole('button', { name: '甲微网格' }).waitFor();
    await shot(page, 'areas-gaps-zh');
    await sound(page);
    await page.getByRole('button', { name: '甲微网格' }).click();
    await page.getByText('没有岗位：无人负责').waitFor();
    await page.getByRole('button', { name: '开设岗位' }).first().click();
    await page.getByLabel('名称', { exact: true }).fill('甲微网格长');
    await shot(page, 'areas-open-post-zh');
    await page.locator('form').getByRole('button', { name: '开设岗位' }).click();
    await page.locator('.post').filter({ hasText: '甲微网格长' }).getByText('无责任人').waitFor();
    expect(errors).toEqual([]);
    await context.close();
    const officer = await city.as('street-561');
    // geometry without a datum is malformed, and nobody imports into another street
    expect((await officer.post('/api/areas/import', { format: 'csv', text: 'x' })).status).toBe(400);
    expect((await officer.post('/api/areas/import', { format: 'csv', datum: 'WGS84', text: csv([`410171560901001001,丙,C,${ring(2)}`]).toString() })).status).toBe(403);
    expect((await (await city.as('observer')).post('/api/areas/import', { format: 'csv', datum: 'WGS84', text: 'x' })).status).toBe(403);
  });

  it('reads in English and on a phone', async () => {
    for (const [viewport, size] of [[OPERATOR, 'desk'], [PHONE, 'phone']] as const) {
      const { context, page, errors } = await visit(browser, city, 'duty1', '/areas?at=410171561', viewport);
      await page.getByRole('heading', { name: /潮河街道/ }).waitFor({ timeout: 20_000 });
      if (size === 'phone') { await shot(page, 'areas-phone-zh'); await sound(page); }
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: /Chaohe/ }).waitFor();
      for (const tab of ['tree', 'gaps'] as const) {
        if (tab === 'gaps') { await page.getByText(/Today’s gaps/).click(); await page.getByText('Vacant posts', { exact: true }).waitFor(); await page.getByText('No holder').last().waitFor(); }
        await shot(page, `areas-${tab}-${size}-en`);
        await sound(page);
      }
      expect(errors).toEqual([]);
      await context.close();
    }
  });
});

describe('the directory of units', () => {
  it('shows categories, posts and gaps; the office adds, staffs and renames a unit of its street', async () => {
    const { context, page, errors } = await visit(browser, city, 'street-561', '/units?kind=ENTERPRISE');
    await page.getByRole('button', { name: '新增单位' }).click();
    await page.getByLabel('名称', { exact: true }).fill('潮河示例泵业');
    await page.locator('form').getByRole('button', { name: '新增单位' }).click();
    const unit = page.locator('.unit').filter({ hasText: '潮河示例泵业' });
    await unit.getByText('没有岗位').waitFor();
    await unit.getByRole('button', { name: /查看岗位/ }).click();
    await unit.getByRole('button', { name: '开设岗位' }).click();
    await unit.getByLabel('名称', { exact: true }).fill('泵业防汛岗');
    await unit.locator('form').getByRole('button', { name: '开设岗位' }).click();
    await unit.getByText('泵业防汛岗').waitFor();
    await unit.getByRole('button', { name: '更名' }).click();
    await shot(page, 'units-acts-zh');
    await sound(page);
    await unit.getByLabel('名称', { exact: true }).fill('潮河泵业有限公司');
    await unit.locator('form').getByRole('button', { name: '更名' }).click();
    await page.getByText('潮河泵业有限公司').waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('reads in both languages and sizes', async () => {
    for (const [viewport, size] of [[OPERATOR, 'desk'], [PHONE, 'phone']] as const) {
      const { context, page } = await visit(browser, city, 'duty1', '/units', viewport);
      await page.getByText('区直部门01（示例）').waitFor({ timeout: 20_000 });
      await page.getByRole('button', { name: /查看岗位 区直部门01/ }).click();
      await page.getByText('区直部门01防汛岗1（示例）').waitFor();
      await shot(page, `units-${size}-zh`);
      await sound(page);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('Department 01 (sample)').waitFor();
      await shot(page, `units-${size}-en`);
      await sound(page);
      await context.close();
    }
  });
});
