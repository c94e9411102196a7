import { bootService, readServiceConfig } from '@xunling/platform';
import { CommandModule } from './command.module.js';

await bootService({ context: 'command', module: CommandModule.with(), port: readServiceConfig().innerPort });
