import type { Provider } from '@nestjs/common';
import { CONFIG } from '@xunling/messaging';
import { Clock, type ServiceConfig } from '@xunling/platform';
import { CALLOUT_SETTINGS, CHANNEL_PORT } from './channel.tokens.js';
import { Channels } from './channels.js';
import { readCalloutSettings, type CalloutSettings } from './settings.js';
import { MailChannel } from './mail.channel.js';
import { WebhookChannel } from './webhook.channel.js';

/** The carriers the environment names, behind the one port. */
export const CARRIERS: Provider[] = [
  { provide: CALLOUT_SETTINGS, useFactory: () => readCalloutSettings() },
  {
    provide: CHANNEL_PORT, inject: [CONFIG, CALLOUT_SETTINGS, Clock],
    useFactory: (config: ServiceConfig, { webhook, smtp }: CalloutSettings, clock: Clock) => new Channels(config.mode, [
      ...(webhook ? [new WebhookChannel(webhook.url, webhook.secret, () => clock.now())] : []), ...(smtp ? [new MailChannel(smtp.url, smtp.from)] : []),
    ]),
  },
];
