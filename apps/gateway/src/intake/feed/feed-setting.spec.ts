import { describe, expect, it } from 'vitest';
import { ConfigError } from '@xunling/platform';
import { readConfig } from '../../config.js';

const feeds = (text: string | undefined, more: Record<string, string> = {}) => {
  const { feeds: read, feedSeconds } = readConfig({ XL_DATABASE_URL: 'postgres://x', XL_NATS_URL: 'nats://x', XL_FEEDS: text, ...more });
  return { read, feedSeconds };
};

describe('XL_FEEDS', () => {
  it('reads pairs separated by any whitespace; absent, nothing is polled', () => {
    expect(feeds(undefined)).toEqual({ read: [], feedSeconds: 60 });
    expect(feeds(' bureau=https://example.org/a?x=1=2\n  city-2=http://127.0.0.1:8/rss ', { XL_FEED_SECONDS: '5' })).toEqual({
      read: [{ name: 'bureau', url: 'https://example.org/a?x=1=2' }, { name: 'city-2', url: 'http://127.0.0.1:8/rss' }], feedSeconds: 5,
    });
  });

  it.each([
    ['https://example.org/a', 'no name'], ['bureau=', 'no address'], ['bureau', 'no pair'], ['bureau=example.org/a', 'no scheme'], ['bureau=file:///etc/passwd', 'a file'], ['bureau=ftp://example.org/a', 'another scheme'],
    ['bureau=https://me:secret@example.org/', 'credentials'], ['https://me:secret@example.org/', 'credentials without a name'], ['Bureau=https://example.org/', 'a capital'], ['a1=http://x/ a1=http://y/', 'a name twice'],
  ])('refuses %s (%s) by the name of the setting', (text) => {
    expect(() => feeds(text)).toThrow(ConfigError);
    expect(() => feeds(text)).toThrow(/^XL_FEEDS: /);
    try { feeds(text); } catch (error) { expect((error as Error).message).not.toContain('secret'); }
  });

  it('refuses an interval out of bounds', () => { expect(() => feeds(undefined, { XL_FEED_SECONDS: '0' })).toThrow(/^XL_FEED_SECONDS/); });
});
