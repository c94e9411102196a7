const ZONE = 'Asia/Shanghai';
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const short = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** Beijing time, `21:04:07`. */
export const clockTime = (at: number | string): string => clock.format(new Date(at));
/** `21:04`, with the date before it where it is another day than `now`. */
export function shortTime(at: number | string, now: number): string {
  const date = new Date(at);
  const that = day.format(date);
  return that === day.format(new Date(now)) ? short.format(date) : `${that.slice(5)} ${short.format(date)}`;
}
export const dateOf = (at: number | string): string => day.format(new Date(at));

const two = (n: number): string => String(n).padStart(2, '0');
/** `4:09`, `1:04:09`, `3d 4h`; never negative: say beside it whether it is left or over. */
export function span(ms: number): string {
  const s = Math.floor(Math.abs(ms) / 1000);
  if (s < 3600) return `${two(Math.floor(s / 60))}:${two(s % 60)}`;
  if (s < 86_400) return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return `${Math.floor(s / 86_400)}d ${Math.floor(s / 3600) % 24}h`;
}

export type Urgency = 'over' | 'last' | 'soon' | 'calm';
/** How a clock looks: over, its last minute, its last five minutes, calm. */
export const urgency = (leftMs: number): Urgency => (leftMs <= 0 ? 'over' : leftMs < 60_000 ? 'last' : leftMs < 300_000 ? 'soon' : 'calm');
