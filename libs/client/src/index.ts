/** @xunling/client: subscribe to your area, by SSE in Node and the browser; by NATS from `@xunling/client/nats`. */
export * from './chain.js';
export * from './delivery.js';
export * from './prove.js';
export * from './sse-parser.js';
export * from './sse.js';
