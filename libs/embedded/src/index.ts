export * from './unable.js';
export * from './folder.js';
export * from './port.js';
export * from './process.js';
export * from './lock.js';
export * from './postgres.js';
export * from './nats.js';
export * from './nats-binary.js';
export { machineMirror, type Mirror } from './debian-package.js';
