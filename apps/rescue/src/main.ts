import { bootService, readServiceConfig } from '@xunling/platform';
import { RescueModule } from './rescue.module.js';

await bootService({ context: 'rescue', module: RescueModule.with(), port: readServiceConfig().innerPort });
