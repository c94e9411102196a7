import { readFileSync } from 'node:fs';
import { ConfigError, fileSetting } from '@xunling/platform';

/** What carriers there are. Secrets come by file, never by value, and are never said in events or logs. */
export interface CalloutSettings { webhook?: { url: string; secret: string }; smtp?: { url: string; from: string } }

type Env = Record<string, string | undefined>;

/** @throws ConfigError where a carrier is half set up */
export function readCalloutSettings(env: Env = process.env): CalloutSettings {
  const url = env['XL_CALLOUT_WEBHOOK_URL'];
  const file = fileSetting(env, 'XL_CALLOUT_WEBHOOK_SECRET_FILE');
  if (url && !file) throw new ConfigError('XL_CALLOUT_WEBHOOK_URL needs XL_CALLOUT_WEBHOOK_SECRET_FILE: the path of a file with the shared secret');
  if (url && !/^https?:\/\//.test(url)) throw new ConfigError('XL_CALLOUT_WEBHOOK_URL must begin with http:// or https://');
  const secret = url && file ? readFileSync(file, 'utf8').trim() : '';
  if (url && secret.length < 16) throw new ConfigError('the secret in XL_CALLOUT_WEBHOOK_SECRET_FILE must have at least 16 characters');
  const smtp = env['XL_SMTP_URL'];
  const from = env['XL_SMTP_FROM'];
  if (smtp && !/^smtps?:\/\/[^\s/]+/.test(smtp)) throw new ConfigError('XL_SMTP_URL must be smtp://host:port or smtps://user:password@host:port');
  if (smtp && !from) throw new ConfigError('XL_SMTP_URL needs XL_SMTP_FROM: the address mails are from');
  return { ...(url ? { webhook: { url, secret } } : {}), ...(smtp && from ? { smtp: { url: smtp, from } } : {}) };
}
