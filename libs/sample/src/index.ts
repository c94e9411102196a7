/**
 * The sample district (示例数据) of domain.md F.2: real codes and names of zone and streets, everything else invented.
 * Pure and deterministic, so that every service seeds its own part and a test can name a post.
 */
export * from './ids.js';
export * from './areas.js';
export * from './sites.js';
export * from './posts.js';
export * from './units.js';
export * from './gauges.js';
export * from './forces.js';
export * from './stock.js';
export * from './accounts.js';
export * from './at-risk.js';
