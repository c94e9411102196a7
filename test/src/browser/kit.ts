/// <reference lib="dom" />
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { PASSWORD, type City } from '../kit/city.js';

export const SCREENS = resolve(import.meta.dirname, '../../artifacts/screens');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const OPERATOR = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };
/** How long a page may take to show what it will: no promise, a machine under load draws slowly. */
export const WAIT_MS = 45_000;

export const launch = (): Promise<Browser> => {
  mkdirSync(SCREENS, { recursive: true });
  return chromium.launch({ executablePath: process.env['XL_CHROMIUM'] || '/usr/bin/chromium', args: ARGS });
};

/** A browser of one signed-in person; errors of the page are collected, a test asks that there are none. */
export async function visit(browser: Browser, city: City, username: string, path: string, viewport = OPERATOR): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport, baseURL: city.url, locale: 'zh-CN', reducedMotion: 'reduce', permissions: ['geolocation'], geolocation: { latitude: 34.71, longitude: 113.77 } });
  const response = await context.request.post('/api/sessions', { data: { username, password: PASSWORD } });
  if (!response.ok()) throw new Error(`${username} could not sign in: ${response.status()}`);
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // a refusal is logged by the browser as a resource that did not load; that is the page's business
  page.on('console', (line) => { if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) errors.push(line.text()); });
  await page.goto(path);
  return { context, page, errors };
}

/** Once the slices of the font are there: the machine of the tests has no Chinese font of its own, and draws boxes until then. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: join(SCREENS, `${name}.png`), animations: 'disabled' });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Faults axe finds on the page as it stands: rule and where. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } }).axe.run();
    return violations.map((v) => `${v.id} ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`);
  });
}
/** What no page shows: keys of the catalogue (`lane/issued`), types of events, codes of communities and grids. */
export const untranslated = (text: string): string[] => text.split(/\s+/).filter((word) => /^([a-zA-Z]+\/[a-zA-Z_-]+|(grid|command|rescue|supplies|gateway|feed)(\.[a-z-]+){2,}|\d{12}(\d{3})?:?)$/.test(word));
/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** What is wrong with what a page says and how wide it is. */
export const said = async (page: Page): Promise<{ words: string[]; overflow: number }> => ({ words: untranslated(await page.locator('body').innerText()), overflow: await overflow(page) });
/** All that is wrong with a page as it stands; a test asks that it is nothing. */
export const wrong = async (page: Page): Promise<{ axe: string[]; words: string[]; overflow: number }> => ({ axe: await faults(page), ...(await said(page)) });
export const SOUND = { axe: [], words: [], overflow: 0 };

/** Desk and phone, and the language in which axe looks at a page there: what it looks at is the same in both, so it looks once a size. */
export const VIEWS = [['desk', OPERATOR, 'zh'], ['phone', PHONE, 'en']] as const;
/** A page as it stands, in both languages on the desk and on a phone: a picture of each, and nothing wrong with any. Chinese on the desk before and after. */
export async function whole(page: Page, errors: string[], name: string, ready: (language: 'zh' | 'en') => Promise<unknown>): Promise<void> {
  for (const [size, viewport, axeIn] of VIEWS) {
    await page.setViewportSize(viewport);
    for (const language of ['zh', 'en'] as const) {
      await ready(language);
      await shot(page, `${name}-${language}-${size}`);
      const seen = language === axeIn ? await wrong(page) : { ...SOUND, ...(await said(page)) };
      expect({ name, language, size, ...seen, errors }).toEqual({ name, language, size, ...SOUND, errors: [] });
      await page.getByRole('button', { name: language === 'zh' ? 'English' : '中文' }).click();
    }
  }
  await page.setViewportSize(OPERATOR);
  await ready('zh');
}
