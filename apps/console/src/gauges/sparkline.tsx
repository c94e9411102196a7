import type { GaugeReading } from '@xunling/contracts/classes';

const W = 96;
const H = 24;
/** Last readings as a line; what is doubtful is a hollow mark off the line, never joined to it. */
export function Sparkline({ readings, label }: { readings: readonly GaugeReading[]; label: string }) {
  const shown = [...readings].reverse().filter((r) => r.value !== undefined);
  const good = shown.filter((r) => (r.ruling ? r.ruling === 'confirmed' : !r.doubt));
  if (shown.length < 2) return null;
  const times = shown.map((r) => Date.parse(r.at));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const most = Math.max(1, ...good.map((r) => r.value!));
  const least = Math.min(0, ...good.map((r) => r.value!));
  const x = (r: GaugeReading): number => 3 + ((Date.parse(r.at) - from) / Math.max(1, to - from)) * (W - 6);
  const y = (r: GaugeReading): number => H - 3 - ((Math.min(Math.max(r.value!, least), most) - least) / (most - least)) * (H - 6);
  return (
    <svg className="spark" width={W} height={H} role="img" aria-label={label}>
      <polyline fill="none" stroke="currentColor" strokeWidth="1.5" points={good.map((r) => `${x(r).toFixed(1)},${y(r).toFixed(1)}`).join(' ')} />
      {shown.filter((r) => !good.includes(r)).map((r) => <circle key={r.at} cx={x(r)} cy={y(r)} r="2.5" fill="none" stroke="currentColor" strokeDasharray="1.5 1" />)}
    </svg>
  );
}
