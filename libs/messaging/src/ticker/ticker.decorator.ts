import 'reflect-metadata';
import type { Work } from '../work.js';

export interface TickerOptions { name: string; everyMs: number }

/** What a class decorated with @Ticker provides: handles what is due at `work.at`, answers how many; above 0 it is called again at once. */
export interface Ticking { tick(work: Work): Promise<number> }

const KEY = Symbol('xunling:ticker');

/** Makes a provider class a ticker: one runner over all instances, one transaction per call, time only from the work. */
export const Ticker = (options: TickerOptions): ClassDecorator => (target) => { Reflect.defineMetadata(KEY, options, target); };
export const tickerOptions = (target: Function): TickerOptions | undefined => Reflect.getMetadata(KEY, target) as TickerOptions | undefined;
