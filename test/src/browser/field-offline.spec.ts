/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { conservationOf } from '@xunling/contracts';
import type { DutyLedger } from '@xunling/contracts/classes';
import { samplePosts } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { City, PNG } from '../kit/city.js';
import { faults, launch, OPERATOR, PHONE, shot, visit } from './kit.js';

/** The phone without a network, and what the hall sees of it afterwards. */
let city: City;
let browser: Browser;
const GRID = '410171561901001';
interface Answer { at: string; receivedAt: string; note?: string }
interface Duty { id: string; measure: string; state: string; acknowledged?: Answer; executing?: Answer; reported?: Answer & { evidence: unknown[] } }
interface Report { id: string; kind: string; state: string; occurredAt: string; receivedAt: string; pairs: { state: string }[]; disputed: boolean; support?: object }

beforeAll(async () => {
  city = await City.start();
  browser = await launch();
  const post = samplePosts().find((p) => p.area === GRID && p.kind === 'LEADER')!;
  for (const [measure, late] of [['CLOSE', 30], ['EVACUATE', 90]] as const) {
    const minutes = { delivered: 5, acknowledged: late, executing: late + 10, reported: late + 60, verified: late + 120 };
    await act('duty1', '/api/orders', { measure, addressee: { kind: 'post', id: post.id }, area: GRID, minutes });
  }
  await waitFor(async () => (await duties()).length === 2, 45_000, 'the duties');
}, 240_000);
afterAll(async () => { await browser?.close(); await city?.stop(); }, 60_000);

const act = async (who: string, path: string, body: object): Promise<unknown> => (await city.as(who)).act(path, body);
const duties = async (): Promise<Duty[]> => (await (await city.as(`grid-${GRID}`)).get<{ items: Duty[] }>('/api/duties?mine=true')).body.items;
const reports = async (query = ''): Promise<Report[]> => (await (await city.as('street-561')).get<{ items: Report[] }>(`/api/reports?area=410171561${query}`)).body.items;
const picture = { name: 'photo.png', mimeType: 'image/png', buffer: PNG };

describe('the field page without a network', () => {
  it('keeps all five acts over a reload, and everything arrives once and in order, as of when it happened', async () => {
    const { context, page, errors } = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    await page.getByRole('button', { name: '签收', exact: true }).waitFor();
    await page.waitForFunction(() => !!navigator.serviceWorker.controller);
    for (const name of ['签收', '到岗', '已关闭＋照片', '已转移 n 人', '▲ 需支援']) expect((await page.getByRole('button', { name, exact: true }).boundingBox())!.height).toBeGreaterThanOrEqual(56);
    await shot(page, 'field-five-zh');
    expect(await faults(page)).toEqual([]);
    // what is on the ledger is held on the device before the link goes
    await page.getByRole('region', { name: '转移群众' }).waitFor();
    await page.waitForFunction(async () => {
      const drawn = performance.getEntriesByType('resource').map((r) => new URL(r.name).pathname).filter((path) => path.startsWith('/assets/'));
      return (await Promise.all(drawn.map((path) => caches.match(path)))).every(Boolean);
    });
    await context.setOffline(true);

    const carry = async (): Promise<void> => {
      await page.getByRole('button', { name: '签收', exact: true }).click();
      await page.getByRole('button', { name: '签收', exact: true, disabled: true }).waitFor();
      await page.getByRole('button', { name: '到岗', exact: true }).click();
    };
    await carry();
    await page.getByText('未发送 2 项').waitFor();
    await page.locator('input[type=file]').first().setInputFiles(picture);
    await page.getByRole('img', { name: '照片' }).waitFor();
    await page.getByRole('button', { name: '提交反馈' }).click();
    await page.getByText('未发送 3 项').waitFor();
    await page.getByRole('button', { name: /撤离/ }).click();
    await page.getByRole('article', { name: /撤离/ }).waitFor();
    await carry();
    await page.getByRole('button', { name: '已转移 n 人' }).click();
    await page.getByRole('button', { name: /^其余 \d+ 人全部已转移$/ }).click();
    await page.getByText('未发送 6 项').waitFor();
    await page.getByLabel('名册以外已转移人数（本岗累计）').fill('12');
    await page.getByRole('button', { name: '计入台账' }).click();
    await page.getByText('未发送 7 项').waitFor();
    await shot(page, 'field-moved-offline-zh');
    await page.locator('input[type=file]').first().setInputFiles(picture);
    await page.getByRole('button', { name: '提交反馈' }).click();
    await page.getByText('未发送 8 项').waitFor();
    await page.getByRole('button', { name: '▲ 需支援' }).click();
    await page.getByLabel(/需要的装备/).fill('排水泵');
    await page.getByLabel('数量').fill('2');
    await shot(page, 'field-support-zh');
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByText('未发送 9 项').waitFor();
    // nothing is done, and nothing says so
    expect(await page.locator('.receipt').count()).toBe(0);
    expect((await duties()).map((d) => d.state)).toEqual(['open', 'open']);
    await shot(page, 'field-offline-zh');

    await page.reload();
    await page.getByText('未发送 9 项').waitFor();
    await page.getByText(/存于本机的任务/).waitFor();
    await page.getByText('未发送 9 项').click();
    await shot(page, 'field-offline-reloaded-zh');
    expect(await faults(page)).toEqual([]);
    const before = new Date().toISOString();
    await context.setOffline(false);
    await waitFor(async () => (await duties()).every((d) => d.state === 'reported') && (await reports()).length === 1, 60_000, 'everything to arrive');
    await waitFor(async () => (await page.getByText(/未发送/).count()) === 0, 45_000, 'an empty queue');

    for (const d of await duties()) {
      const [ack, on, done] = [d.acknowledged!, d.executing!, d.reported!];
      expect([ack.at, on.at, done.at]).toEqual([ack.at, on.at, done.at].sort());
      expect([ack.receivedAt, on.receivedAt, done.receivedAt]).toEqual([ack.receivedAt, on.receivedAt, done.receivedAt].sort());
      expect(done.at < before && done.receivedAt >= before).toBe(true);
      expect(done.evidence).toHaveLength(1);
    }
    // the ledger was written first, as of when it happened: nobody is left, and the twelve of no register stand beside
    const { body: ledger } = await (await city.as(`grid-${GRID}`)).get<DutyLedger>(`/api/duties/${(await duties()).find((d) => d.measure === 'EVACUATE')!.id}/ledger`);
    expect([ledger.counted, ledger.totals.planned > 0, conservationOf(ledger.totals).remaining]).toEqual([12, true, 0]);
    const [support] = await reports();
    expect(support).toMatchObject({ kind: 'SUPPORT', support: { equipment: '排水泵', quantity: 2 } });
    expect(support!.occurredAt < before).toBe(true);
    // order across things too: the report was the last to be received
    for (const d of await duties()) expect(d.reported!.receivedAt <= support!.receivedAt).toBe(true);
    await page.getByText(/我的报告/).waitFor();
    await shot(page, 'field-sent-zh');
    expect(errors).toEqual([]);

    // the sender sees what became of it
    const street = await city.as('street-561');
    expect((await street.post(`/api/reports/${support!.id}/take`)).status).toBeLessThan(300);
    await page.getByText('处置中').waitFor();

    // what the server refuses explains itself and is taken back
    await page.evaluate(() => new Promise<void>((resolve, reject) => {
      const open = indexedDB.open('xunling-field');
      open.onsuccess = () => {
        const user = JSON.parse(localStorage.getItem('xl.user')!) as { id: string };
        const tx = open.result.transaction('acts', 'readwrite');
        tx.objectStore('acts').put({ id: crypto.randomUUID(), no: Date.now(), userId: user.id, path: '/api/reports', body: { kind: 'OTHER', area: '410171563901001', text: 'x', noPositionReason: 'x' }, subject: 's', verb: 'report', about: '其他', at: new Date().toISOString(), state: 'waiting' });
        tx.oncomplete = () => { open.result.close(); resolve(); };
        tx.onerror = () => reject(tx.error!);
      };
    }));
    await page.reload();
    await page.getByText('超出您的管辖区域').waitFor();
    await page.getByRole('button', { name: '改正…' }).click();
    await shot(page, 'field-rejected-zh');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await waitFor(async () => (await page.getByText(/未发送/).count()) === 0, 45_000, 'the withdrawal');

    // an old page in the store is never shown while there is a network
    await page.evaluate(async () => { for (const name of await caches.keys()) await (await caches.open(name)).put('/index.html', new Response('<p>OLD</p>', { headers: { 'content-type': 'text/html' } })); });
    await page.reload();
    await page.getByText('现场', { exact: true }).first().waitFor();
    expect(await page.getByText('OLD').count()).toBe(0);
    await context.setOffline(true);
    await page.reload();
    await page.getByText('OLD').waitFor();
    await context.close();
  }, 300_000);
});

describe('the page of field reports', () => {
  it('shows what is needed on top, a dispute side by side, a suspected duplicate; a named person confirms and settles', async () => {
    const say = (who: string, depthCm: number, lat: number): Promise<unknown> => act(who, '/api/reports', { kind: 'WATER_ON_ROAD', area: GRID, text: `路口积水 ${depthCm} 厘米`, depthCm, position: { lon: 113.776157, lat, datum: 'GCJ02' } });
    await say('police-561', 40, 34.708946);
    await say('street-561', 80, 34.709946);
    await act(`grid-${GRID}`, '/api/reports', { kind: 'SUPPORT', area: GRID, text: '水位上涨，人手不足', support: { force: 'RESCUE', equipment: '排水泵', quantity: 2 }, noPositionReason: '室内', evidence: [await (await city.as(`grid-${GRID}`)).photo()] });
    const hall = await visit(browser, city, 'duty1', '/', OPERATOR);
    await hall.page.getByText('现场请求支援').waitFor();
    await shot(hall.page, 'operator-support-zh');
    await hall.context.close();
    const { context, page, errors } = await visit(browser, city, 'duty1', '/reports', OPERATOR);
    await page.getByRole('heading', { name: /需支援/ }).waitFor();
    await page.getByText('有争议').first().waitFor();
    await shot(page, 'reports-zh');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '确认同一需求' }).first().click();
    await page.getByLabel('理由').first().fill('电话核实为同一路口');
    await page.getByRole('button', { name: '确认同一需求' }).first().click();
    await page.getByText('同一需求 2 份').first().waitFor();
    await page.getByRole('button', { name: '以此为准' }).first().click();
    await page.getByLabel('理由').first().fill('水尺读数');
    await page.getByRole('button', { name: '以此为准' }).first().click();
    await page.getByText(/核定：水尺读数/).first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Open needs').waitFor();
    await shot(page, 'reports-en');
    await page.setViewportSize(PHONE);
    await shot(page, 'reports-phone-en');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    expect((await reports('&kind=WATER_ON_ROAD')).map((r) => [r.disputed, r.pairs[0]!.state])).toEqual([[false, 'joined'], [false, 'joined']]);
    expect(errors).toEqual([]);
    await context.close();
  }, 180_000);
});
