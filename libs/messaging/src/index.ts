export type * from './work.js';
