import { bootService, readServiceConfig } from '@xunling/platform';
import { SuppliesModule } from './supplies.module.js';

await bootService({ context: 'supplies', module: SuppliesModule.with(), port: readServiceConfig().innerPort });
