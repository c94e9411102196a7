import { bootService } from '@xunling/platform';
import { CommandModule } from '../command.module.js';

/** The service as its own process for kill tests; nobody else is there to compare the stream with. */
await bootService({ context: 'command', module: CommandModule.with({ board: 'none' }), port: 0 });
