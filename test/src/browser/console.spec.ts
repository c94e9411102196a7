/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { waitFor } from '@xunling/testing';
import { alertXml } from '../kit/alert.js';
import { City, PASSWORD, PNG } from '../kit/city.js';
import { faults, launch, OPERATOR, PHONE, shot, untranslated, visit } from './kit.js';

/** The console in a real browser on the whole system, from the sign-in to the verified duty; screenshots are kept in test/artifacts/screens. */
let city: City;
let browser: Browser;
const GRID = '410171561901001';

beforeAll(async () => {
  city = await City.start();
  browser = await launch();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
}, 60_000);

describe('signing in', () => {
  it('refuses a wrong password in words, takes the right one, and draws 汛 with the bundled font', async () => {
    const context = await browser.newContext({ viewport: OPERATOR, baseURL: city.url, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('用户名').fill('duty1');
    await page.getByLabel('密码').fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('用户名或密码错误').waitFor();
    await shot(page, 'sign-in-refused-zh');
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('目前没有指令').waitFor();
    // a missing glyph is a box: all boxes are alike, two characters are not
    const drawn = await page.evaluate(async () => {
      await document.fonts.ready;
      const family = getComputedStyle(document.body).fontFamily;
      const ink = (text: string): string => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 64;
        const c = canvas.getContext('2d')!;
        c.font = `48px ${family}`;
        c.fillText(text, 4, 52);
        return canvas.toDataURL();
      };
      return { loaded: [...document.fonts].some((f) => f.status === 'loaded'), differ: new Set(['汛', '令', '\u{10fffd}'].map(ink)).size };
    });
    expect(drawn).toEqual({ loaded: true, differ: 3 });
    await shot(page, 'operator-empty-zh');
    await context.close();
  });
});

describe('the operator\'s page', () => {
  it('shows the warning and the decision live, raises the level, and fills the matrix without a reload', async () => {
    const { context, page, errors } = await visit(browser, city, 'duty1', '/');
    await page.getByText('目前没有指令').waitFor();
    expect((await city.alert(alertXml({ geocode: '410171561' }))).status).toBe(202);
    await page.getByText('暴雨红色预警信号').first().waitFor();
    await page.getByText('Ⅲ级', { exact: true }).last().click();
    await page.getByText(/将向 \d+ 个岗位下达 3\d\d 条指令/).waitFor();
    await shot(page, 'operator-decision-zh');
    await page.getByRole('button', { name: /启动Ⅲ级响应/ }).click();
    await page.getByText('360 / 360').first().waitFor();
    await shot(page, 'operator-raised-zh');
    expect(await faults(page)).toEqual([]);
    expect(untranslated(await page.locator('body').innerText())).toEqual([]);
    await page.getByText('English').first().click();
    await page.getByText('Acknowledged').first().waitFor();
    await shot(page, 'operator-raised-en');
    expect(untranslated(await page.locator('body').innerText())).toEqual([]);
    await page.getByRole('button', { name: /theme|light|dark/i }).first().click();
    await page.mouse.move(960, 1070);
    await page.locator('.ant-tooltip').waitFor({ state: 'hidden' });
    await shot(page, 'operator-raised-en-light');
    expect(await faults(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('opens the command bar with / and the keys with ?, and walks the matrix by arrows', async () => {
    const { context, page } = await visit(browser, city, 'duty1', '/');
    await page.getByText('360 / 360').first().waitFor();
    await page.keyboard.press('/');
    await page.getByRole('listbox').waitFor();
    await shot(page, 'command-bar-zh');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await shot(page, 'keys-zh');
    await context.close();
  });

  it('a street\'s officer sees the same cut to the street', async () => {
    const { context, page } = await visit(browser, city, 'street-561', '/');
    await page.getByText('潮河晨光社区').first().waitFor();
    expect(await page.getByText('明湖街道').count()).toBe(0);
    await shot(page, 'street-zh');
    expect(await faults(page)).toEqual([]);
    await context.close();
  });
});

describe('the field page on a phone', () => {
  it('acknowledges, checks in and reports with a receipt for each; nothing turns done before it', async () => {
    const { context, page, errors } = await visit(browser, city, `grid-${GRID}`, '/field', PHONE);
    await shot(page, 'field-open-zh');
    await page.getByRole('button', { name: '签收' }).first().click();
    await page.getByRole('status').filter({ hasText: '签收' }).first().waitFor();
    await page.getByRole('button', { name: /到岗/ }).first().click();
    await page.getByRole('status').filter({ hasText: '到岗' }).first().waitFor();
    await shot(page, 'field-on-post-zh');
    expect(await faults(page)).toEqual([]);
    await page.locator('input[type=file]').first().setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: PNG });
    await page.getByRole('img', { name: '照片' }).waitFor();
    await shot(page, 'field-photo-zh');
    await page.getByRole('button', { name: '提交反馈' }).click();
    const duties = async (): Promise<string[]> => (await (await city.as(`grid-${GRID}`)).get<{ items: { area: string; state: string }[] }>('/api/duties?mine=true')).body.items.filter((d) => d.area === GRID).map((d) => d.state);
    await waitFor(async () => (await duties()).includes('reported'), 45_000, 'the report');
    await shot(page, 'field-reported-zh');
    const box = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(box).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('lets the inspector verify', async () => {
    const { context, page } = await visit(browser, city, 'inspector-561', '/field', PHONE);
    await page.getByRole('button', { name: /核验/ }).first().waitFor();
    await shot(page, 'field-verify-zh');
    expect(await faults(page)).toEqual([]);
    await context.close();
  });
});

describe('honesty', () => {
  it('says that the connection is lost and since when, and goes on by itself', async () => {
    const { context, page } = await visit(browser, city, 'duty1', '/');
    await page.getByText('360 / 360').first().waitFor();
    await city.system.pause('gateway');
    await page.getByText(/连接中断/).first().waitFor({ timeout: 60_000 });
    await shot(page, 'operator-lost-zh');
    await city.system.resume('gateway');
    await page.getByText(/连接中断/).first().waitFor({ state: 'hidden', timeout: 60_000 });
    await context.close();
  });
});
