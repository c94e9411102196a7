import { bootService } from '@xunling/platform';
import { GridModule } from '../grid.module.js';

/** The service as a process of its own, to be killed: as `main.ts`, without a board that would have to answer it. */
await bootService({ context: 'grid', module: GridModule.with({ board: 'none' }), port: 0 });
