/** Points and rings: pure, on lon/lat in degrees. */
export * from './datum.js';
export * from './ring.js';
export * from './ring-text.js';
export * from './distance.js';
