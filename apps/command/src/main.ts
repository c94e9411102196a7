import { bootService, readServiceConfig } from '@xunling/platform';
import { CommandModule } from './command.module.js';
import { knowsSample } from './seed/knows-sample.js';

const config = readServiceConfig();
await bootService({
  context: 'command', module: CommandModule.with(), port: config.innerPort,
  // a level raised before the district is known would reach a part of it only
  ...(config.seed === 'sample' ? { complete: knowsSample } : {}),
});
