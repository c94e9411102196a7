/** One reading of a source. */
export interface Reading { value: number; at: Date; suspect?: boolean }
export interface Source { source: string; everyMinutes: number; readings: readonly Reading[] }
export type Statistic = 'sum' | 'max' | 'min' | 'last';
/** A condition on readings: the statistic of a window reaches a value; once it has, it holds until it falls below another. */
export interface Watch { statistic: Statistic; minutes: number; atLeast: number; clearsBelow?: number; /** How many sources must be at it; 1 where it is not said. */ sources?: number }
export type Verdict = { state: 'met' | 'unmet' | 'unknown'; value?: number; at?: Date; sources: number; silent: number };

const MIN = 60_000;
/** Silent for three times its interval, a source is unknown (C11). */
const SILENT_TIMES = 3;
/** So long a condition that was met may hold by hysteresis alone (OURS). */
export const HOLD_MINUTES = 6 * 60;

export const isSilent = ({ everyMinutes, readings }: Source, at: Date): boolean => {
  const newest = Math.max(...readings.map((r) => r.at.getTime()), -Infinity);
  return at.getTime() - newest > SILENT_TIMES * everyMinutes * MIN;
};

/** Statistic over (at − window, at]; undefined where nothing that can be trusted lies in it. `min` wants the whole window covered. */
export function statisticAt(readings: readonly Reading[], { statistic, minutes }: Watch, at: Date, everyMinutes: number): number | undefined {
  const from = at.getTime() - minutes * MIN;
  const inside = readings.filter((r) => !r.suspect && r.at.getTime() > from && r.at.getTime() <= at.getTime()).sort((a, b) => a.at.getTime() - b.at.getTime());
  if (inside.length === 0) return undefined;
  const values = inside.map((r) => r.value);
  if (statistic === 'sum') return values.reduce((n, v) => n + v, 0);
  if (statistic === 'max') return Math.max(...values);
  if (statistic === 'last') return values.at(-1)!;
  // "for 20 minutes" is not said by one reading at its end
  return inside[0]!.at.getTime() - from <= everyMinutes * MIN ? Math.min(...values) : undefined;
}

/** Whether one source is at it now: on at `atLeast`, off below `clearsBelow`, as it was in between. */
function latched(source: Source, watch: Watch, at: Date): { on: boolean; value?: number } {
  const instants = source.readings.filter((r) => !r.suspect && r.at <= at && at.getTime() - r.at.getTime() <= HOLD_MINUTES * MIN).map((r) => r.at.getTime()).sort((a, b) => a - b);
  let on = false;
  for (const instant of [...instants, at.getTime()]) {
    const value = statisticAt(source.readings, watch, new Date(instant), source.everyMinutes);
    if (value === undefined) continue;
    if (value >= watch.atLeast) on = true;
    else if (value < (watch.clearsBelow ?? watch.atLeast)) on = false;
  }
  const value = statisticAt(source.readings, watch, at, source.everyMinutes);
  return { on, ...(value === undefined ? {} : { value }) };
}

/**
 * What readings say of a condition at an instant. Silence is unknown and never dry: where the sources that speak are not enough for it and those
 * that are silent could be, it is unknown. Suspect readings are kept and trigger nothing (C12).
 */
export function judge(sources: readonly Source[], watch: Watch, at: Date): Verdict {
  const need = watch.sources ?? 1;
  const silent = sources.filter((s) => isSilent(s, at));
  const speaking = sources.filter((s) => !silent.includes(s)).map((s) => ({ ...latched(s, watch, at), newest: new Date(Math.max(...s.readings.map((r) => r.at.getTime()))) }));
  const on = speaking.filter((s) => s.on).length;
  const values = speaking.flatMap((s) => (s.value === undefined ? [] : [s.value]));
  const newest = speaking.map((s) => s.newest.getTime());
  const seen = { ...(values.length > 0 ? { value: Math.max(...values) } : {}), ...(newest.length > 0 ? { at: new Date(Math.max(...newest)) } : {}), sources: speaking.length, silent: silent.length };
  if (on >= need) return { state: 'met', ...seen };
  return { state: sources.length === 0 || on + silent.length >= need ? 'unknown' : 'unmet', ...seen };
}
