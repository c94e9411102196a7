/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ClosurePage, ConflictPage, EvacuationPage, LedgerHouseholdPage, MeasureView, StationPage } from '@xunling/contracts/classes';
import { samplePosts, sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { asTaken } from '../kit/photo.js';
import { busyStreet, COMMUNITY, GRID, STREET } from './busy-street.js';
import { launch, PHONE, shot, SOUND, visit, wrong } from './kit.js';

/** What a holder and an inspector do on the phone beside their duties: measures done anew, opened, patrolled and verified, people seen in safety, follow-ups, the relief; and the way to every other page. */
let city: City;
let browser: Browser;
beforeAll(async () => { city = await City.start(); browser = await launch(); await busyStreet(city); }, 420_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 120_000);

async function sound(page: Page, errors: string[]): Promise<void> { expect({ ...(await wrong(page)), errors }).toEqual({ ...SOUND, errors: [] }); }
/** A small JPEG, made by the browser itself. */
const drawn = async (page: Page): Promise<Buffer> => Buffer.from(await page.evaluate(() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [240, 120];
  return canvas.toDataURL('image/jpeg').split(',')[1]!;
}), 'base64');
/** Gives the photo an act asks for. */
const take = async (page: Page, within: Locator): Promise<void> => within.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: asTaken(await drawn(page)) });
const insist = async <T>(who: string, path: string, body: object = {}): Promise<T> => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  return waitFor(async () => { const answer = await (await city.as(who)).post<T>(path, body, key); if (answer.status >= 400 && answer.status < 500) throw new Error(`${path}: ${JSON.stringify(answer.body)}`); return answer.status < 300 && answer.body; }, 60_000, `POST ${path}`);
};

describe('an ordered closure that did not hold', () => {
  const site = sampleSites().find((s) => s.kind === 'TUNNEL' && s.area.startsWith(STREET))!;
  const holder = `grid-${site.area}`;

  it('is done anew on the phone, verified on the inspector\'s, and opened on the phone again once its lifting was ordered', async () => {
    const post = samplePosts().find((p) => p.area === site.area && p.kind === 'LEADER')!;
    await insist('duty1', '/api/orders', { measure: 'CLOSE', addressee: { kind: 'post', id: post.id }, area: site.area, siteId: site.id });
    const leader = await city.as(holder);
    const duty = await waitFor(async () => (await leader.get<{ items: { id: string; orderId: string; measure: string }[] }>('/api/duties?mine=true&limit=500')).body.items.find((d) => d.measure === 'CLOSE'), 60_000, 'the duty');
    await insist(holder, `/api/duties/${duty.id}/check-in`, { noPositionReason: '室内' });
    await insist(holder, `/api/duties/${duty.id}/execute`, { evidence: [await leader.photo()] });
    await insist('inspector-561', `/api/duties/${duty.id}/verify`);
    // somebody else walks by: the officer of the street settles it as open
    await insist(`community-${site.area.slice(0, 12)}`, `/api/sites/${site.id}/state`, { claim: 'open', note: '仍有行人通过' });
    const officer = await city.as('street-561');
    const conflict = (await officer.get<ConflictPage>('/api/conflicts?state=open&limit=50')).body.items.find((c) => c.siteId === site.id)!;
    // the officer of the street has it on the own page at once, and no more once it is settled
    const desk = await visit(browser, city, 'street-561', '/');
    const put = desk.page.getByRole('region', { name: '现场报请' }).getByRole('article').filter({ hasText: '点位说法冲突，待裁定' }).filter({ hasText: site.name });
    await put.waitFor({ timeout: 30_000 });
    await desk.page.getByRole('article').filter({ hasText: '现场自行管控，待审看' }).first().waitFor();
    await shot(desk.page, 'street-ground-zh');
    await sound(desk.page, desk.errors);
    await insist('street-561', `/api/conflicts/${conflict.id}/settle`, { claim: 'open', reason: '监控显示仍可通行' });
    await put.waitFor({ state: 'detached', timeout: 30_000 });
    await desk.page.getByRole('button', { name: 'English' }).click();
    await desk.page.getByRole('region', { name: 'Asked for by the ground' }).waitFor();
    await shot(desk.page, 'street-ground-en');
    await sound(desk.page, desk.errors);
    await desk.context.close();
    const measure = async (): Promise<MeasureView> => (await leader.get<MeasureView>(`/api/measures/${duty.orderId}`)).body;
    expect(await measure()).toMatchObject({ state: 'executing', dutyOpen: false, origin: 'order' });

    const phone = await visit(browser, city, holder, '/field', PHONE);
    const act = async (button: RegExp): Promise<void> => {
      const owed = phone.page.getByRole('region', { name: '待我落实的管控' }).getByRole('article').filter({ hasText: site.name });
      await take(phone.page, owed);
      await owed.getByRole('button', { name: button }).scrollIntoViewIfNeeded();
      await shot(phone.page, `field-owed-${button.source.slice(0, 2)}-zh`);
      await sound(phone.page, phone.errors);
      await owed.getByRole('button', { name: button }).click();
      await owed.waitFor({ state: 'detached', timeout: 30_000 });
    };
    await act(/已重新到位，上报/);
    expect(await measure()).toMatchObject({ state: 'executed', closed: false });

    const verifier = await visit(browser, city, 'inspector-561', '/field', PHONE);
    const card = verifier.page.getByRole('region', { name: '管控措施待核验' }).getByRole('article').filter({ hasText: site.name });
    await card.getByText('已执行·待核验').waitFor({ timeout: 30_000 });
    await card.scrollIntoViewIfNeeded();
    await shot(verifier.page, 'field-verify-measure-zh');
    await sound(verifier.page, verifier.errors);
    await card.getByRole('button', { name: '核验通过' }).click();
    await card.waitFor({ state: 'detached', timeout: 30_000 });
    expect(await measure()).toMatchObject({ closed: true });
    await verifier.context.close();

    // 巡查 from the same page
    await phone.page.getByText(/^巡查管控点位/).click();
    const patrol = phone.page.locator('details').filter({ hasText: '巡查管控点位' }).getByRole('article').filter({ hasText: site.name });
    await patrol.getByLabel('实测水深（可不填）').fill('3');
    await patrol.getByRole('button', { name: '封闭有效' }).click();
    await patrol.getByText('巡查：已收到回执').waitFor({ timeout: 30_000 });
    expect(await measure()).toMatchObject({ state: 'under-patrol', patrol: { found: 'closed', depthCm: 3 } });

    await insist('street-561', `/api/measures/${duty.orderId}/order-lift`, { reason: '水已退' });
    await act(/已恢复通行，上报/);
    expect(await measure()).toMatchObject({ state: 'lifted', liftEvidence: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }] });
    await phone.page.getByRole('button', { name: 'English' }).click();
    await phone.page.getByText('Close it now').waitFor();
    await shot(phone.page, 'field-holder-en');
    await sound(phone.page, phone.errors);
    await phone.context.close();
  }, 300_000);
});

describe('lessons stopped over a grid', () => {
  const grid = `${COMMUNITY}004`;
  const holder = `grid-${grid}`;

  it('are found open on the phone\'s patrol, made to hold there with a photo, verified on the inspector\'s, and opened on the phone once their lifting was ordered', async () => {
    const post = samplePosts().find((p) => p.area === grid && p.kind === 'LEADER')!;
    await insist('duty1', '/api/orders', { measure: 'SUSPEND', scope: 'CLASSES', addressee: { kind: 'post', id: post.id }, area: grid });
    const leader = await city.as(holder);
    const duty = await waitFor(async () => (await leader.get<{ items: { id: string; orderId: string; measure: string }[] }>('/api/duties?mine=true&limit=500')).body.items.find((d) => d.measure === 'SUSPEND'), 60_000, 'the duty');
    await insist(holder, `/api/duties/${duty.id}/check-in`, { noPositionReason: '室内' });
    await insist(holder, `/api/duties/${duty.id}/execute`, { evidence: [await leader.photo()] });
    await insist('inspector-561', `/api/duties/${duty.id}/verify`);
    const measure = async (): Promise<MeasureView> => (await leader.get<MeasureView>(`/api/measures/${duty.orderId}`)).body;

    const phone = await visit(browser, city, holder, '/field', PHONE);
    await phone.page.getByText(/^巡查管控点位/).click();
    const patrol = phone.page.locator('details').filter({ hasText: '巡查管控点位' }).getByRole('article').filter({ hasText: '停课' });
    // an area has no depth
    await patrol.getByRole('button', { name: '均已落实' }).waitFor();
    expect(await patrol.getByLabel('实测水深（可不填）').count()).toBe(0);
    await patrol.getByLabel('备注（可不填）').fill('一校仍在上课');
    await patrol.scrollIntoViewIfNeeded();
    await shot(phone.page, 'field-area-patrol-zh');
    await sound(phone.page, phone.errors);
    await patrol.getByRole('button', { name: '仍有未落实' }).click();

    const owed = phone.page.getByRole('region', { name: '待我落实的管控' }).getByRole('article').filter({ hasText: '停课' });
    await owed.getByText('一校仍在上课').waitFor({ timeout: 30_000 });
    await take(phone.page, owed);
    await owed.getByRole('button', { name: '已重新到位，上报' }).scrollIntoViewIfNeeded();
    await shot(phone.page, 'field-area-owed-zh');
    await sound(phone.page, phone.errors);
    await owed.getByRole('button', { name: '已重新到位，上报' }).click();
    await owed.waitFor({ state: 'detached', timeout: 30_000 });
    expect(await measure()).toMatchObject({ state: 'executed', closed: false });

    const verifier = await visit(browser, city, 'inspector-561', '/field', PHONE);
    const card = verifier.page.getByRole('region', { name: '管控措施待核验' }).getByRole('article').filter({ hasText: '停课' });
    await card.getByRole('button', { name: '核验通过' }).click();
    await card.waitFor({ state: 'detached', timeout: 30_000 });
    expect(await measure()).toMatchObject({ closed: true });
    await verifier.context.close();

    await insist('street-561', `/api/measures/${duty.orderId}/order-lift`, { reason: '雨停，校舍无损' });
    await owed.getByText('已令解除', { exact: true }).waitFor({ timeout: 30_000 });
    await take(phone.page, owed);
    await owed.getByRole('button', { name: '已恢复通行，上报' }).click();
    await owed.waitFor({ state: 'detached', timeout: 30_000 });
    expect(await measure()).toMatchObject({ state: 'lifted', liftEvidence: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }] });
    await phone.context.close();
  }, 240_000);
});

describe('what was begun on the ground without a photo', () => {
  it('is shown to hold, and opened again, with a photo on the desk of the street', async () => {
    const officer = await city.as('street-561');
    const begun = (await officer.get<ClosurePage>(`/api/closures?area=${STREET}&limit=200`)).body.items.find((s) => s.measures.some((m) => m.origin === 'ground' && m.state === 'executing'))!;
    const { id } = begun.measures.find((m) => m.origin === 'ground' && m.state === 'executing')!;
    const measure = async (): Promise<MeasureView> => (await officer.get<MeasureView>(`/api/measures/${id}`)).body;
    const { context, page, errors } = await visit(browser, city, 'street-561', '/closures');
    const row = page.getByRole('row').filter({ hasText: begun.name });
    const act = async (name: string, picture: string): Promise<void> => {
      await row.getByRole('button', { name }).first().click();
      const form = row.locator('form.effect');
      // nothing is sent before there is a photo
      expect(await form.getByRole('button', { name }).isDisabled()).toBe(true);
      await take(page, form);
      await form.getByRole('img', { name: '照片' }).waitFor();
      await form.scrollIntoViewIfNeeded();
      await shot(page, picture);
      await sound(page, errors);
      await form.getByRole('button', { name }).click();
      await form.waitFor({ state: 'detached', timeout: 30_000 });
    };
    await act('重新执行到位…', 'closures-desk-execute-zh');
    await row.getByText('已执行·待核验').waitFor();
    expect(await measure()).toMatchObject({ state: 'executed', closed: false, executedBy: officer.userId, evidence: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }] });
    await insist('inspector-561', `/api/measures/${id}/verify`);
    // who ordered the lifting does not open it
    await insist('duty1', `/api/measures/${id}/order-lift`, { reason: '水已退' });
    await row.getByText('已令解除').waitFor({ timeout: 30_000 });
    await act('已恢复通行…', 'closures-desk-lift-zh');
    expect(await measure()).toMatchObject({ state: 'lifted', liftEvidence: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }] });
    await row.getByText('无管控').waitFor({ timeout: 30_000 });
    await context.close();
  }, 240_000);
});

describe('the phone of a holder', () => {
  it('leads to the other pages, who is on post among them, and hands the place over to who then arrives', async () => {
    const next = `grid-${COMMUNITY}003`;
    const own = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    await own.page.getByText(/^在岗与换岗/).click();
    const mine = own.page.locator('details').filter({ hasText: '在岗与换岗' }).getByRole('article').filter({ hasText: '社区' }).first();
    await mine.getByRole('button', { name: '提出换岗' }).click();
    const nextId = (await city.as(next)).userId;
    await waitFor(async () => mine.getByLabel('交给谁').locator(`option[value="${nextId}"]`).count(), 20_000, 'the reliefs');
    await mine.getByLabel('交给谁').selectOption(nextId);
    await shot(own.page, 'field-relief-zh');
    await sound(own.page, own.errors);
    await mine.getByRole('button', { name: '提出换岗' }).click();
    await mine.getByText(/已提出交给/).waitFor({ timeout: 20_000 });

    const other = await visit(browser, city, next, '/field', PHONE);
    const offered = other.page.locator('details').filter({ hasText: '在岗与换岗' }).getByRole('article').filter({ hasText: '已提出交给' });
    await offered.getByRole('button', { name: '我已到岗，接替' }).click();
    const station = async () => (await (await city.as(next)).get<StationPage>('/api/on-post/stations?mine=true')).body.items.find((s) => s.area === GRID);
    await waitFor(async () => (await station())?.present?.by === nextId, 30_000, 'the relief');
    // who was there hears of it without a reload
    await own.page.locator('details').filter({ hasText: '在岗与换岗' }).getByRole('button', { name: '离岗' }).waitFor({ state: 'detached', timeout: 30_000 });
    await other.context.close();

    await own.page.getByRole('button', { name: '页面' }).click();
    await shot(own.page, 'field-pages-zh');
    await sound(own.page, own.errors);
    await own.page.getByRole('link', { name: '到岗到位' }).click();
    await own.page.getByRole('region', { name: '岗位名单' }).getByRole('row').nth(1).waitFor({ timeout: 30_000 });
    await shot(own.page, 'on-post-holder-390-zh');
    await sound(own.page, own.errors);
    await own.context.close();
  }, 240_000);

  it('lists its follow-ups and ends one; the inspector sees people in safety; who is masked is not acted on', async () => {
    const own = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    const tasks = own.page.locator('details').filter({ hasText: '待办后续任务' });
    const open = await tasks.getByRole('article').count() || (await tasks.getByRole('article').first().waitFor({ timeout: 30_000 }), await tasks.getByRole('article').count());
    expect(open).toBeGreaterThanOrEqual(2);
    const first = tasks.getByRole('article').first();
    const who = await first.getAttribute('aria-label');
    await first.getByLabel('结果').selectOption('still-refuses');
    await shot(own.page, 'field-tasks-zh');
    await sound(own.page, own.errors);
    await first.getByRole('button', { name: '完成任务' }).click();
    await tasks.getByRole('article', { name: who! }).waitFor({ state: 'detached', timeout: 30_000 });
    await own.context.close();

    const verifier = await visit(browser, city, 'inspector-561', '/field', PHONE);
    const people = verifier.page.getByRole('region', { name: '到达人员待核验' });
    const household = people.getByRole('article').first();
    await household.waitFor({ timeout: 30_000 });
    const head = await household.getAttribute('aria-label');
    const before = await people.getByRole('article').count();
    await household.scrollIntoViewIfNeeded();
    await shot(verifier.page, 'field-verify-people-zh');
    await sound(verifier.page, verifier.errors);
    await household.getByRole('button', { name: /核验到位/ }).click();
    await waitFor(async () => (await people.getByRole('article').count()) < before || (await people.count()) === 0, 30_000, `${head} off the list`);
    await verifier.context.close();

    const police = await city.as('police-561');
    const { body: { items: runs } } = await police.get<EvacuationPage>(`/api/evacuations?area=${STREET}&state=open&limit=20`);
    const { body: { items } } = await police.get<LedgerHouseholdPage>(`/api/evacuations/${runs[0]!.id}/households?area=${STREET}&limit=5`);
    const phone = await visit(browser, city, 'police-561', '/field', PHONE);
    const card = phone.page.getByRole('region', { name: '转移群众' }).first();
    await card.getByRole('article').first().waitFor({ timeout: 30_000 });
    expect({ masked: items.every((h) => h.masked), acts: await card.getByRole('button', { name: /^已转移/ }).count(), calls: await card.locator('a[href^="tel:"]').count() }).toEqual({ masked: true, acts: 0, calls: 0 });
    await shot(phone.page, 'field-masked-zh');
    await phone.context.close();
  }, 240_000);

  it('says who arrived where; who goes back early is before the street at once, and no more once moved again', async () => {
    const { context, page, errors } = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    const moving = page.getByRole('region', { name: '转移群众' });
    const first = moving.getByRole('article').filter({ hasText: '待通知' }).first();
    const who = (await first.getAttribute('aria-label'))!;
    const home = moving.getByRole('article', { name: who, exact: true });
    await first.getByRole('button', { name: /^已转移 \d+ 人$/ }).click();
    await moving.getByText(/^途中 \d+ 人：到达安置$/).click();
    const coming = moving.locator('details.arrivals').getByRole('article', { name: who, exact: true });
    expect(await coming.getByRole('button', { name: /人已到达$/ }).isDisabled()).toBe(true);
    const places = moving.getByLabel('到达何处');
    const shelterId = (await waitFor(async () => (await places.locator('option').count()) > 2 && places.locator('option').nth(1).getAttribute('value'), 30_000, 'the shelters'))!;
    await places.selectOption(shelterId);
    await coming.scrollIntoViewIfNeeded();
    await shot(page, 'field-arrive-zh');
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await moving.or(page.getByRole('region', { name: 'Move people' })).first().waitFor();
    await shot(page, 'field-arrive-en');
    await sound(page, errors);
    await page.getByRole('button', { name: '中文' }).click();
    await coming.getByRole('button', { name: /人已到达$/ }).click();
    await coming.waitFor({ state: 'detached', timeout: 30_000 });
    const leader = await city.as(`grid-${GRID}`);
    const { body: { items: runs } } = await leader.get<EvacuationPage>(`/api/evacuations?area=${GRID}&state=open&limit=20`);
    const persons = async () => (await Promise.all(runs.map(async (e) => (await leader.get<LedgerHouseholdPage>(`/api/evacuations/${e.id}/households?area=${GRID}&limit=200`)).body.items))).flat().find((h) => h.head === who)!.persons;
    const there = await persons();
    expect(there.map((p) => ({ state: p.state, shelterId: p.shelterId }))).toEqual(there.map(() => ({ state: 'arrived', shelterId })));

    const desk = await visit(browser, city, 'street-561', '/');
    await moving.getByRole('button', { name: /^显示已落实的/ }).click();
    await home.getByRole('button', { name: '擅自返回' }).click();
    const put = desk.page.getByRole('region', { name: '现场报请' }).getByRole('article').filter({ hasText: `擅自返回 ${there.length} 人` });
    await put.getByRole('link', { name: '人员转移' }).waitFor({ timeout: 30_000 });
    await put.scrollIntoViewIfNeeded();
    await shot(desk.page, 'street-returned-early-zh');
    await sound(desk.page, desk.errors);
    expect((await persons()).map((p) => p.state)).toEqual(there.map(() => 'returned'));
    await home.getByRole('button', { name: /^已转移 \d+ 人$/ }).click();
    await put.waitFor({ state: 'detached', timeout: 30_000 });
    await desk.context.close();
    await context.close();
  }, 240_000);

  it('empties the own grid in one step; the street has it at once, and no more once it has looked', async () => {
    const grid = `${STREET}903001`;
    const { context, page, errors } = await visit(browser, city, `grid-${grid}`, '/field', PHONE);
    const desk = await visit(browser, city, 'street-561', '/');
    await page.getByText('整格先行转移').click();
    const card = page.locator('details').filter({ hasText: '整格先行转移' });
    await card.getByLabel('原因').selectOption({ label: '发现险情，须立即封控' });
    await card.getByRole('button', { name: '立即开始本网格转移' }).scrollIntoViewIfNeeded();
    await shot(page, 'field-empty-grid-zh');
    await sound(page, errors);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Begin to empty the grid' }).waitFor();
    await shot(page, 'field-empty-grid-en');
    await sound(page, errors);
    await page.getByRole('button', { name: '中文' }).click();
    await card.getByRole('button', { name: '立即开始本网格转移' }).click();
    // the ledger takes its place, with everybody of the register on it
    await page.getByRole('region', { name: '转移群众' }).getByRole('article').first().waitFor({ timeout: 30_000 });
    await card.waitFor({ state: 'detached' });
    const own = page.getByRole('region', { name: '整格先行转移' });
    await own.getByText(/上级尚未审看/).scrollIntoViewIfNeeded();
    await shot(page, 'field-grid-emptied-zh');
    await sound(page, errors);
    const put = desk.page.getByRole('region', { name: '现场报请' }).getByRole('article').filter({ hasText: '现场自行管控，待审看' }).filter({ has: desk.page.getByRole('link', { name: '人员转移' }) });
    await put.getByText('撤离').waitFor({ timeout: 30_000 });
    await put.scrollIntoViewIfNeeded();
    await shot(desk.page, 'street-grid-emptied-zh');
    await sound(desk.page, desk.errors);
    await put.getByRole('link', { name: '人员转移' }).click();
    const run = desk.page.locator('section.evacuation').filter({ hasText: '上级尚未审看' });
    await run.scrollIntoViewIfNeeded();
    await shot(desk.page, 'evacuation-review-zh');
    await sound(desk.page, desk.errors);
    await run.getByRole('button', { name: '同意', exact: true }).click();
    await desk.page.getByText(/^✓ 上级 .* 同意$/).waitFor({ timeout: 30_000 });
    await own.getByText(/^✓ 上级 .* 同意$/).waitFor({ timeout: 30_000 });
    await desk.page.goto('/');
    await desk.page.getByRole('region', { name: '现场报请' }).waitFor();
    expect(await put.count()).toBe(0);
    for (const c of [context, desk.context]) await c.close();
  }, 240_000);
});
