import { bootService, readServiceConfig } from '@xunling/platform';
import { GridModule } from './grid.module.js';

await bootService({ context: 'grid', module: GridModule.with(), port: readServiceConfig().innerPort });
