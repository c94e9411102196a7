import type { Results } from './main.js';

const whole = (n: number): string => Math.round(n).toLocaleString('en');
const ratio = (a: number, b: number): string => `${(a / b).toFixed(1)}×`;
const table = (head: string[], rows: string[][]): string => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

function coreTable({ core = [] }: Results): string {
  return table(['', 'n', 'ours, ms', 'per second', 'bare loop, ms', 'ours ÷ bare', 'written first, ms', 'written first ÷ ours'], core.map((row) => [
    row.what, whole(row.n), whole(row.ours), whole(row.n / (row.ours / 1000)), whole(row.bare), ratio(row.ours, row.bare), row.first ? whole(row.first) : '–', row.first ? ratio(row.first, row.ours) : '–',
  ]));
}

function doorTable({ door }: Results): string {
  if (!door) return '';
  const { cpu, sse } = door;
  const spent = Object.values(cpu).reduce((n, s) => n + s, 0);
  return [
    `${whole(door.acknowledgements)} acknowledgements by ${door.clients} clients with sessions in ${door.seconds.toFixed(1)} s: **${whole(door.perSecond)}/s**.`,
    '',
    table(['CPU', ...Object.keys(cpu), 'all'], [
      ['seconds', ...Object.values(cpu).map((s) => s.toFixed(2)), spent.toFixed(2)],
      ['ms per acknowledgement', ...Object.values(cpu).map((s) => ((s * 1000) / door.acknowledgements).toFixed(2)), ((spent * 1000) / door.acknowledgements).toFixed(2)],
    ]),
    '',
    table(['start of the transaction → SSE client', 'n', 'p50, ms', 'p99, ms'], [['at 50/s', whole(sse.paced.n), whole(sse.paced.p50), whole(sse.paced.p99)], [`while ${door.clients} clients press`, whole(sse.pressed.n), whole(sse.pressed.p50), whole(sse.pressed.p99)]]),
  ].join('\n');
}

function sseTable({ sse = [] }: Results): string {
  return table(['SSE fan-out', 'clients', 'deliveries/s', 'MB/s', 'server CPU per million deliveries, s'], sse.map((row) => [
    row.mode === 'shared' ? 'shared buffer per window (ours)' : 'a write per event and client', whole(row.clients), whole(row.deliveries / row.seconds), whole(row.bytes / row.seconds / 1e6), (row.cpu / (row.deliveries / 1e6)).toFixed(2),
  ]));
}

const listsTable = ({ lists = [] }: Results): string => table(['list', 'p50, ms', 'p95, ms', 'p99, ms'], lists.map((row) => [row.what, ...[row.p50, row.p95, row.p99].map((ms) => ms.toFixed(1))]));

const districtTable = ({ district = [] }: Results): string =>
  table(['', 'n', 'ms', 'slowest, ms', ''], district.map((row) => [row.what.startsWith('GET') ? `\`${row.what}\`` : row.what, whole(row.n), whole(row.ms), row.slowest === undefined ? '–' : whole(row.slowest), row.note ?? '']));

/** The results as Markdown tables. */
export function markdown(results: Results): string {
  const parts = [`Machine: ${results.machine}; ${results.at.slice(0, 10)}.`];
  if (results.core) parts.push('### Core: PostgreSQL with fsync, nats-server with `sync_interval` 100 ms', coreTable(results));
  if (results.door) parts.push('### Through the door', doorTable(results));
  if (results.sse) parts.push('### SSE fan-out', sseTable(results));
  if (results.lists) parts.push('### Lists over 100,000 orders, at the database', listsTable(results));
  if (results.district) parts.push('### The whole district', districtTable(results));
  return `${parts.join('\n\n')}\n`;
}
