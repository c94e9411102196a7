/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { ClosurePage, EvidenceView, MeasureView, SitePage } from '@xunling/contracts/classes';
import { City } from '../kit/city.js';
import { asTaken } from '../kit/photo.js';
import { busyStreet, YUNQI } from './busy-street.js';
import { launch, PHONE, said, shot, SOUND, VIEWS, visit, wrong } from './kit.js';

/** The pages of the ground in a real browser on the whole system: what the phone says, the boards show; all of them in both languages and sizes on a street at work. */
let city: City;
let browser: Browser;

/** A small JPEG, made by the browser itself. */
const drawn = async (page: Page): Promise<Buffer> => Buffer.from(await page.evaluate(() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [240, 120];
  canvas.getContext('2d')!.fillRect(40, 20, 120, 60);
  return canvas.toDataURL('image/jpeg').split(',')[1]!;
}), 'base64');
async function sound(page: Page, errors: string[]): Promise<void> { expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] }); }

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
    // keeper and contacts are edited where the entry is; a station nobody registered here says so
    await row.getByRole('button', { name: '修改…' }).click();
    await row.getByLabel('水尺编号（空格分隔）').fill('D-561-78');
    await row.getByLabel('联系人 1 姓名').fill('示例甲');
    await row.getByLabel('联系人 1 电话').fill('00012345001');
    await row.getByRole('button', { name: '再加一人' }).click();
    await row.getByLabel('联系人 2 姓名').fill('示例乙');
    expect(await row.getByRole('button', { name: '保存修改' }).isDisabled()).toBe(true);
    await row.getByLabel('联系人 2 电话').fill('00012345002');
    await row.getByLabel('联系人 2 职责').fill('夜间值守');
    await row.getByLabel('看护岗').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '晨光第1网格网格长' }).first().click();
    await row.scrollIntoViewIfNeeded();
    await shot(page, 'sites-edit-zh');
    await sound(page, errors);
    await row.getByRole('button', { name: '保存修改' }).click();
    await row.getByText('夜间值守').waitFor();
    await row.getByText('未登记为本点位水尺').waitFor();
    const draft = (await (await city.as('street-561')).get<SitePage>('/api/sites?area=410171561901001&state=draft&limit=100')).body.items.find((s) => s.name === '示例东涵洞')!;
    expect(draft).toMatchObject({ contacts: [{ name: '示例甲' }, { name: '示例乙', duty: '夜间值守' }], keeperPostId: expect.any(String) as unknown, strays: ['D-561-78'] });
    await shot(page, 'sites-edited-zh');
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

describe('a street at work', () => {
  const PAGES = [['现场', 'Ground', ['/reports', '/on-post', '/closures', '/evacuation', '/shelters', '/gauges']], ['底册', 'Registers', ['/areas', '/units', '/at-risk']]] as const;
  const HOLDER = `${YUNQI}006`;
  const TUNNEL = '云栖隧道020';
  beforeAll(() => busyStreet(city), 180_000);

  it('hears on its boards at once what the holder of a grid does on the phone', async () => {
    const board = await visit(browser, city, 'street-561', '/closures');
    const ledger = await visit(browser, city, 'street-561', '/evacuation');
    const { context, page, errors } = await visit(browser, city, `grid-${HOLDER}`, '/field', PHONE);
    const moving = page.getByRole('region', { name: '转移群众' });
    const [first, second] = [moving.getByRole('article').first(), moving.getByRole('article').nth(1)];
    const [who, other] = [await first.getAttribute('aria-label'), await second.getAttribute('aria-label')];
    await first.getByRole('button', { name: /^已转移 \d+ 人$/ }).scrollIntoViewIfNeeded();
    await shot(page, 'field-moving-zh');
    await sound(page, errors);
    await second.getByRole('button', { name: '拒绝转移' }).click();
    await first.getByRole('button', { name: /^已转移 \d+ 人$/ }).click();
    // whoever has left is off the list, with a receipt; who refuses stays on it
    await moving.getByRole('article', { name: who! }).waitFor({ state: 'detached' });
    await moving.getByRole('article', { name: other! }).getByText('拒绝转移').first().waitFor();
    await page.getByText('待办后续任务 1 项').waitFor();
    const card = ledger.page.getByRole('region', { name: /云栖社区/ });
    await card.getByText('后续任务 1').waitFor();
    await shot(ledger.page, 'evacuation-moving-zh');

    await page.getByText('一键管控').click();
    const protect = page.locator('details.duty');
    await protect.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: asTaken(await drawn(page)) });
    await protect.getByRole('img', { name: '照片' }).waitFor();
    await protect.getByRole('button', { name: /关闭/ }).last().scrollIntoViewIfNeeded();
    await shot(page, 'field-protect-zh');
    await sound(page, errors);
    await protect.getByRole('button', { name: /关闭/ }).last().click();
    await protect.getByRole('status').waitFor();
    await shot(page, 'field-protected-zh');
    await page.getByRole('button', { name: 'English' }).click();
    await protect.getByRole('status').scrollIntoViewIfNeeded();
    await shot(page, 'field-protected-en');
    await sound(page, errors);
    // executed, and not closed before another has seen it
    const row = board.page.getByRole('row').filter({ hasText: TUNNEL });
    await row.getByText('未关闭').waitFor();
    await row.getByText('已执行·待核验').waitFor();
    // the photo was made small on the phone and still says where and when
    const leader = await city.as(`grid-${HOLDER}`);
    const { body: { items } } = await leader.get<ClosurePage>(`/api/closures?area=${HOLDER}`);
    const [evidence] = items.find((s) => s.name === TUNNEL)!.measures[0]!.evidence;
    expect((await leader.get<EvidenceView>(`/api/evidence/${evidence!.evidenceId}/record`)).body).toMatchObject({ mediaType: 'image/jpeg', position: { lon: 113.77, lat: 34.71 }, exifTakenAt: '2026-07-20T08:10:00.000Z' });
    expect([...board.errors, ...ledger.errors]).toEqual([]);
    for (const c of [context, board.context, ledger.context]) await c.close();
  }, 180_000);

  it('changes what a shelter holds: fewer than are inside is refused with their number, another figure is its own act with a reason', async () => {
    const { context, page, errors } = await visit(browser, city, 'street-561', '/shelters');
    const shelter = page.locator('section.shelter').filter({ hasText: /在住 [1-9]/ }).first();
    await shelter.getByRole('button', { name: '人员' }).click();
    await shelter.getByText('变更核定容量').click();
    const built = Number(/设计 (\d+) 人/.exec(await shelter.innerText())![1]);
    const [inside, expected] = [/在住 (\d+) · 已分配 (\d+)/.exec(await shelter.innerText())!].flatMap((m) => [Number(m[1]), Number(m[2])]);
    const ask = async (n: number, why: string): Promise<void> => {
      await shelter.getByLabel('新容量（人）').fill(String(n));
      await shelter.getByLabel('变更原因').fill(why);
      await shelter.getByRole('button', { name: `由 ${built} 人改为 ${n} 人` }).click();
    };
    // two households are inside, so one place is too few
    await ask(1, '两间漏雨');
    await shelter.getByText(`在住 ${inside} 人、已分配 ${expected} 人：不能少于 ${inside! + expected!} 人`).waitFor();
    await shot(page, 'shelters-resize-refused-zh');
    await sound(page, errors);
    await ask(built + 20, '加开一层');
    await shelter.getByText(`核定容量已改为 ${built + 20} 人`).waitFor();
    await shelter.getByText(`设计 ${built + 20} 人`).waitFor();
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText(`Capacity is now ${built + 20}`).waitFor();
    await page.setViewportSize(PHONE);
    await shot(page, 'shelters-resize-390-en');
    await sound(page, errors);
    await context.close();
  }, 120_000);

  it.each(VIEWS)('has whole pages in both languages on the %s, reached by the menus of the heading', async (size, viewport, axeIn) => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/units', viewport);
    for (const [group, groupEn, paths] of PAGES) {
      for (const path of paths) {
        await page.getByRole('button', { name: group, exact: true }).click();
        await page.locator(`.page-group a[href="${path}"]`).click();
        await page.locator(`.page-group a[aria-current][href="${path}"]`).waitFor({ state: 'attached' });
        for (const language of ['zh', 'en']) {
          await page.locator('main .sheet').first().waitFor();
          await page.waitForFunction(() => !document.querySelector('.ant-skeleton'));
          await shot(page, `${path.slice(1)}-${language}-${size}`);
          const seen = language === axeIn ? await wrong(page) : { ...SOUND, ...(await said(page)) };
          expect({ path, language, ...seen, errors }).toEqual({ path, language, ...SOUND, errors: [] });
          await page.getByRole('button', { name: language === 'zh' ? 'English' : '中文' }).click();
        }
      }
      expect(await page.getByRole('button', { name: groupEn, exact: true }).count()).toBe(0);
    }
    await context.close();
  }, 240_000);

  it('leads by keyboard from the heading to a page, and from the matrix to who is on post there', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/closures');
    await page.getByRole('button', { name: '现场', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.page-group a:focus').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.page-group ul:visible').count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.locator('.page-group a:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '单位名录' }).waitFor();
    await page.goto('/');
    const people = page.getByRole('region', { name: '人员转移' });
    await people.getByText('应转移').waitFor();
    await shot(page, 'operator-at-work-zh');
    await page.getByRole('button', { name: '切换深浅色' }).click();
    await page.getByRole('button', { name: '页面', exact: true }).click();
    await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '险情报告' }).waitFor();
    await page.locator('.ant-tooltip').waitFor({ state: 'hidden' });
    await shot(page, 'operator-at-work-zh-light');
    await sound(page, errors);
    await page.keyboard.press('Escape');
    expect(await page.locator('.page-table').count()).toBe(0);
    await page.getByRole('link', { name: '到岗 潮河街道' }).click();
    await page.getByRole('heading', { name: '潮河街道', exact: false }).waitFor();
    expect(new URL(page.url()).search).toBe('?area=410171561');
    await context.close();
    const street = await visit(browser, city, 'street-561', '/');
    await street.page.getByRole('region', { name: '人员转移' }).getByText('3 处，在住 / 可容').waitFor();
    await shot(street.page, 'street-at-work-zh');
    await sound(street.page, street.errors);
    await street.context.close();
  }, 120_000);
});
