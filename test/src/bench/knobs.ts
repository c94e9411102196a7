import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

const numbers = (name: string, fallback: string): number[] => (process.env[name] || fallback).split(',').map(Number);

/** How large a run is; the defaults are those of docs/bench.md. */
export const KNOBS = {
  /** Sizes of the fan-out, in orders. */
  sizes: numbers('XL_BENCH_SIZES', '360,3600,10000'),
  /** Events of the bare loop, in transactions of 1,000. */
  loop: numbers('XL_BENCH_LOOP', '20000')[0]!,
  /** Runs of which the median counts. */
  runs: numbers('XL_BENCH_RUNS', '3')[0]!,
  /** The loop a Nest team writes first is run once, up to this many messages; 0 leaves it out. */
  first: numbers('XL_BENCH_FIRST', '10000')[0]!,
  /** Acknowledgements through the door. */
  acknowledgements: numbers('XL_BENCH_ACKS', '2000')[0]!,
  clients: numbers('XL_BENCH_CLIENTS', '64')[0]!,
  sseClients: numbers('XL_BENCH_SSE', '1000')[0]!,
  sseEvents: numbers('XL_BENCH_SSE_EVENTS', '2000')[0]!,
  /** Persons on the register of the whole district, and readings of its gauges. */
  persons: numbers('XL_BENCH_PERSONS', '100000')[0]!,
  readings: numbers('XL_BENCH_READINGS', '10000')[0]!,
  /** `core`, `door`, `sse`, `lists`, `district`: parts to run. */
  parts: (process.env['XL_BENCH_PARTS'] || 'core,door,sse,lists,district').split(','),
} as const;

/** What it ran on, in one line, with the load that others put on it at the start. */
export function machineLine(): string {
  const [load] = readFileSync('/proc/loadavg', 'utf8').split(' ');
  return `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load at start ${load}`;
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
export const quantile = (values: readonly number[], q: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]!;
