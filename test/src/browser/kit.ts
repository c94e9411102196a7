import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { PASSWORD, type City } from '../kit/city.js';

export const SCREENS = resolve(import.meta.dirname, '../../artifacts/screens');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const OPERATOR = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };

export const launch = (): Promise<Browser> => {
  mkdirSync(SCREENS, { recursive: true });
  return chromium.launch({ executablePath: process.env['XL_CHROMIUM'] || '/usr/bin/chromium', args: ARGS });
};

/** A browser of one signed-in person; errors of the page are collected, a test asks that there are none. */
export async function visit(browser: Browser, city: City, username: string, path: string, viewport = OPERATOR): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport, baseURL: city.url, locale: 'zh-CN', reducedMotion: 'reduce', permissions: ['geolocation'], geolocation: { latitude: 34.71, longitude: 113.77 } });
  const response = await context.request.post('/api/sessions', { data: { username, password: PASSWORD } });
  if (!response.ok()) throw new Error(`${username} could not sign in: ${response.status()}`);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(path);
  return { context, page, errors };
}

export const shot = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(SCREENS, `${name}.png`), animations: 'disabled' });
