/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { AreaPage, EvacuationPage, EvacuationWithLedgers, HouseholdView, LedgerHouseholdPage, PostPage, ShelterPage, ShelterStayPage, SitePage } from '@xunling/contracts/classes';
import { City } from '../kit/city.js';
import { launch, PHONE, shot, SOUND, visit, wrong } from './kit.js';

/** Evacuations and shelters by person, in a real browser on the whole system: who is ticked is named, and nobody else. */
const GRID = '410171561901001';
let city: City;
let browser: Browser;
beforeAll(async () => { city = await City.start(); browser = await launch(); }, 300_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);
async function sound(page: Page, errors: string[]): Promise<void> { expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] }); }

describe('the ledger by person', () => {
  it('says of the one who is ticked that they refuse, and lets the ticked one out of a shelter; a shelter with somebody inside is not closed', async () => {
    const street = await city.as('street-561');
    const { body: run } = await street.post<EvacuationWithLedgers>('/api/evacuations', { area: GRID, reason: '堤防渗漏' });
    const households = async () => (await street.get<LedgerHouseholdPage>(`/api/evacuations/${run.id}/households?area=${GRID}&limit=50`)).body.items;
    const home = (await households()).find((h) => h.persons.length > 1 && new Set(h.persons.map((p) => p.name)).size === h.persons.length)!;
    const second = home.persons[1]!;
    const { context, page, errors } = await visit(browser, city, 'street-561', '/evacuation');
    const card = page.locator('section.evacuation').first();
    await card.getByRole('button', { name: /台账/ }).click();
    await card.locator('button.plain.link').first().click();
    const row = card.getByRole('row').filter({ hasText: home.phone });
    await row.getByRole('checkbox', { name: second.name }).check();
    await row.getByText(`只对选中的 1 人（共 ${home.persons.length} 人）`).waitFor();
    await shot(page, 'evacuation-by-person-zh');
    await row.getByRole('button', { name: '拒绝转移' }).click();
    await row.getByText('只对选中的').waitFor({ state: 'detached' });
    const said = (await households()).find((h) => h.householdId === home.householdId)!.persons;
    expect(said.filter((p) => p.state === 'refused').map((p) => p.personId)).toEqual([second.personId]);
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await page.setViewportSize(PHONE);
    await shot(page, 'evacuation-by-person-390-en');
    await sound(page, errors);
    await context.close();

    const [shelter] = (await street.get<ShelterPage>('/api/shelters?area=410171561')).body.items;
    const guests = (await households()).find((h) => h.householdId !== home.householdId && h.persons.length > 1 && new Set(h.persons.map((p) => p.name)).size === h.persons.length)!;
    await street.post(`/api/shelters/${shelter!.id}/admit`, { householdIds: [guests.householdId] });
    const house = await visit(browser, city, 'street-561', '/shelters');
    const place = house.page.locator('section.shelter').filter({ hasText: shelter!.name }).first();
    await place.getByRole('button', { name: '人员' }).click();
    await place.getByRole('checkbox', { name: guests.persons[0]!.name }).check();
    await shot(house.page, 'shelter-depart-zh');
    await place.getByRole('button', { name: '办理离开 1 人' }).click();
    await place.getByText('已办理 1 人').waitFor();
    const stays = (await street.get<ShelterStayPage>(`/api/shelters/${shelter!.id}/stays`)).body.items;
    expect(stays.filter((y) => y.state === 'left').map((y) => y.personId)).toEqual([guests.persons[0]!.personId]);
    // somebody is inside: not closed, and the page says so
    await place.locator('summary').filter({ hasText: '停用' }).click();
    await place.getByLabel('停用原因').fill('换用学校');
    await place.getByRole('button', { name: '停用安置点' }).click();
    await place.getByRole('alert').waitFor();
    await sound(house.page, house.errors);
    await house.page.getByRole('button', { name: 'English' }).click();
    await house.page.setViewportSize(PHONE);
    await shot(house.page, 'shelter-depart-390-en');
    await sound(house.page, house.errors);
    await house.context.close();
  }, 180_000);

  it('is opened for one site only, from the page', async () => {
    const street = await city.as('street-563');
    const site = (await street.get<SitePage>('/api/sites?area=410171563&limit=100')).body.items.find((s) => s.kind === 'CARE_HOME') ?? (await street.get<SitePage>('/api/sites?area=410171563&limit=1')).body.items[0]!;
    const { context, page, errors } = await visit(browser, city, 'street-563', '/evacuation');
    const form = page.getByRole('region', { name: '开启转移' });
    const { name } = (await street.get<AreaPage>(`/api/areas?area=${site.area.slice(0, 15)}`)).body.items[0]!;
    await form.getByLabel('在哪里').fill(name);
    await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click();
    await form.getByLabel('只转移一处点位').fill(site.name);
    await page.locator('.ant-select-item-option').filter({ hasText: site.name }).first().click();
    await form.getByLabel('原因').fill('一层进水');
    await shot(page, 'evacuation-open-site-zh');
    await form.getByRole('button', { name: '开启转移并列出应转移人员' }).click();
    await form.getByRole('status').waitFor();
    expect((await street.get<EvacuationPage>('/api/evacuations?area=410171563')).body.items[0]).toMatchObject({ siteId: site.id });
    await sound(page, errors);
    await context.close();
  }, 120_000);
});

describe('the register of people at risk by person', () => {
  it('corrects one person of a household and takes another off with the reason; the last one is not taken off', async () => {
    const street = await city.as('street-561');
    const { body: home } = await street.post<HouseholdView>('/api/at-risk', { code: '改-001', area: GRID, head: '示例庚', phone: '00012345001', address: '示例路21号', persons: [{ name: '示例庚' }, { name: '示例辛' }, { name: '示例壬' }] });
    const { context, page, errors } = await visit(browser, city, 'street-561', '/at-risk');
    await page.getByRole('region', { name: '户', exact: true }).getByLabel('区域').fill(GRID);
    await page.locator('.ant-select-item-option').filter({ hasText: GRID }).first().click();
    const row = page.getByRole('row').filter({ hasText: '改-001' });
    await row.getByRole('button', { name: '更正… 改-001' }).click();
    const save = row.getByRole('button', { name: '保存更正' });
    await row.getByLabel('理由').fill('核实身份证；一人迁出');
    expect(await save.isDisabled()).toBe(true);
    for (const name of ['示例庚', '示例辛', '示例壬']) await row.getByRole('button', { name: `移出底册 ${name}` }).click();
    await row.getByText('该户将没有人员').waitFor();
    expect(await save.isDisabled()).toBe(true);
    for (const name of ['示例庚', '示例辛']) await row.getByRole('button', { name: `仍在册 ${name}` }).click();
    await row.getByLabel('示例辛 的姓名').fill('示例馨');
    await row.getByLabel('示例辛 的类别').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '老' }).first().click();
    await page.keyboard.press('Escape');
    await row.last().scrollIntoViewIfNeeded();
    await shot(page, 'household-persons-zh');
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await page.setViewportSize(PHONE);
    await row.getByRole('button', { name: 'Still here 示例壬' }).scrollIntoViewIfNeeded();
    await shot(page, 'household-persons-390-en');
    await sound(page, errors);
    await row.getByRole('button', { name: 'Save the correction' }).click();
    await row.getByText('示例馨').waitFor();
    const { persons } = (await street.get<HouseholdView>(`/api/at-risk/${home.id}`)).body;
    expect(persons.map(({ name, vulnerable }) => ({ name, vulnerable })).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([{ name: '示例庚', vulnerable: [] }, { name: '示例馨', vulnerable: ['ELDERLY'] }]);
    await context.close();
  }, 120_000);
});

describe('the gap list of posts', () => {
  it('names a post that is held without a deputy beside the vacant ones', async () => {
    const street = await city.as('street-561');
    const post = (await street.get<PostPage>(`/api/posts?area=${GRID}&vacant=false&noDeputy=false&limit=1`)).body.items[0]!;
    const { context, page, errors } = await visit(browser, city, 'street-561', '/areas?tab=gaps');
    const gaps = page.getByRole('region', { name: '有责任人、无B角的岗位' });
    await gaps.getByRole('heading').waitFor();
    expect(await gaps.getByRole('button', { name: post.name, exact: true }).count()).toBe(0);
    await street.post(`/api/posts/${post.id}/hold`, { holderId: post.holderId });
    // it comes by itself: the page follows the events
    await gaps.getByRole('button', { name: post.name, exact: true }).scrollIntoViewIfNeeded();
    await shot(page, 'areas-no-deputy-zh');
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await page.setViewportSize(PHONE);
    await page.getByRole('region', { name: 'Posts held without a deputy' }).scrollIntoViewIfNeeded();
    await shot(page, 'areas-no-deputy-390-en');
    await sound(page, errors);
    await context.close();
  }, 120_000);
});
