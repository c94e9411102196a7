import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Channels } from './channels.js';
import { readCalloutSettings } from './settings.js';
import { receiptText, sign, verified } from './signature.js';
import { WebhookChannel } from './webhook.channel.js';

const folder = mkdtempSync(join(tmpdir(), 'xl-callout-'));
const file = (text: string): string => { const path = join(folder, String(text.length)); writeFileSync(path, text); return path; };
afterAll(() => { rmSync(folder, { recursive: true }); });

describe('carriers', () => {
  it('are those the environment names, with their secret in a file', () => {
    expect(readCalloutSettings({})).toEqual({});
    expect(readCalloutSettings({ XL_CALLOUT_WEBHOOK_URL: 'https://carrier.example.org/', XL_CALLOUT_WEBHOOK_SECRET_FILE: file('a-secret-of-a-carrier\n'), XL_SMTP_URL: 'smtp://mail.example.org', XL_SMTP_FROM: 'callout@example.org' }))
      .toEqual({ webhook: { url: 'https://carrier.example.org/', secret: 'a-secret-of-a-carrier' }, smtp: { url: 'smtp://mail.example.org', from: 'callout@example.org' } });
  });

  it('half set up are refused by name', () => {
    expect(() => readCalloutSettings({ XL_CALLOUT_WEBHOOK_URL: 'https://x/' })).toThrow('XL_CALLOUT_WEBHOOK_SECRET_FILE');
    expect(() => readCalloutSettings({ XL_CALLOUT_WEBHOOK_URL: 'https://x/', XL_CALLOUT_WEBHOOK_SECRET_FILE: file('short') })).toThrow('16 characters');
    expect(() => readCalloutSettings({ XL_CALLOUT_WEBHOOK_URL: 'ftp://x/', XL_CALLOUT_WEBHOOK_SECRET_FILE: file('a-secret-of-a-carrier\n') })).toThrow('http://');
    expect(() => readCalloutSettings({ XL_SMTP_URL: 'mail.example.org', XL_SMTP_FROM: 'a@b' })).toThrow('smtp://');
    expect(() => readCalloutSettings({ XL_SMTP_URL: 'smtp://x' })).toThrow('XL_SMTP_FROM');
  });

  it('that are not there are simulated in an exercise, labelled, and proving nothing; in live operation they are absent', () => {
    const real = new WebhookChannel('http://x/', 'secret', () => new Date());
    expect(new Channels('live', [real]).list()).toEqual([
      { kind: 'on-screen', state: 'real', proves: true }, { kind: 'webhook', state: 'real', proves: true }, { kind: 'mail', state: 'absent', proves: false }, { kind: 'sms', state: 'absent', proves: false }, { kind: 'voice', state: 'absent', proves: false },
    ]);
    expect(new Channels('exercise', []).list().map((c) => `${c.kind} ${c.state} ${c.proves}`)).toEqual(['on-screen real true', 'webhook absent false', 'mail absent false', 'sms simulated false', 'voice simulated false']);
  });
});

describe('a signature', () => {
  const at = new Date('2021-07-20T00:00:00Z');
  const now = at.getTime() / 1000;
  const text = receiptText([{ attemptId: 'a', by: 'b', heardSeconds: 20, answered: true }, { attemptId: 'c', by: 'd', heardSeconds: 8, answered: false }]);
  it('holds for its text, its secret and five minutes alone', () => {
    const good = sign('secret', now, text);
    expect(text).toBe('a|b|20|true\nc|d|8|false');
    expect([verified('secret', now, text, good, at), verified('secret', now, `${text} `, good, at), verified('other', now, text, good, at), verified('secret', now, text, good.slice(2), at)]).toEqual([true, false, false, false]);
    expect([299, 301].map((s) => verified('secret', now, text, good, new Date(at.getTime() + s * 1000)))).toEqual([true, false]);
  });
});
