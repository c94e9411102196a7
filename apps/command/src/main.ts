import { bootService, readServiceConfig } from '@xunling/platform';
import { CommandModule } from './command.module.js';
import { knowsSample } from './known/sample-known.view.js';

const config = readServiceConfig();
await bootService({
  context: 'command', module: CommandModule.with(), port: config.innerPort,
  // a level raised before the district is known would reach a part of it only
  ...(config.seed === 'sample' ? { complete: knowsSample } : {}),
});
