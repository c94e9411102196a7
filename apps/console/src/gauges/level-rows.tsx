import { Button, InputNumber, Select } from 'antd';
import { GAUGE_SEVERITIES } from '@xunling/contracts';
import type { GaugeView } from '@xunling/contracts/classes';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.js';

export type Level = GaugeView['levels'][number];
const FRESH: Omit<Level, 'severity'> = { raiseAt: 0, clearBelow: 0, holdMinutes: 0, clearHoldMinutes: 30 };

/** Thresholds of one gauge: at what it is raised and below what it clears, how long each has to hold, and over how many minutes rain is summed. */
export function LevelRows({ levels, rain, unit, onChange }: { levels: readonly Level[]; rain: boolean; unit: string; onChange: (levels: Level[]) => void }) {
  const { t } = useWords();
  const put = (i: number, more: Partial<Level>) => onChange(levels.map((l, j) => (i === j ? { ...l, ...more } : l)));
  const free = GAUGE_SEVERITIES.filter((s) => !levels.some((l) => l.severity === s));
  const cell = (i: number, key: 'raiseAt' | 'clearBelow' | 'holdMinutes' | 'clearHoldMinutes' | 'windowMinutes', min: number, max: number): ReactNode =>
    <td><InputNumber size="small" style={{ width: 84 }} min={min} max={max} value={levels[i]![key] ?? null} aria-label={`${t(`gauges/v_${levels[i]!.severity}`)} ${t(`gauges/l_${key}`, { unit })}`} onChange={(v) => { const { [key]: _old, ...rest } = levels[i]!; onChange(levels.map((l, j) => (i === j ? (v === null ? (key === 'windowMinutes' ? (rest as Level) : l) : { ...l, [key]: v }) : l))); }} /></td>;
  return (
    <div className="scroll" tabIndex={0}>
      <table className="table"><thead><tr><th scope="col">{t('gauges/l_severity')}</th>{(['raiseAt', 'clearBelow', 'holdMinutes', 'clearHoldMinutes', ...(rain ? ['windowMinutes'] : [])]).map((k) => <th key={k} scope="col">{t(`gauges/l_${k}`, { unit })}</th>)}<td /></tr></thead>
        <tbody>{levels.map((l, i) => (
          <tr key={i}>
            <td><Select size="small" style={{ width: 96 }} value={l.severity} aria-label={t('gauges/l_severity')} onChange={(severity) => put(i, { severity })} options={GAUGE_SEVERITIES.filter((s) => s === l.severity || free.includes(s)).map((s) => ({ value: s, label: t(`gauges/v_${s}`) }))} /></td>
            {cell(i, 'raiseAt', -10_000, 100_000)}{cell(i, 'clearBelow', -10_000, 100_000)}{cell(i, 'holdMinutes', 0, 1440)}{cell(i, 'clearHoldMinutes', 0, 1440)}{rain && cell(i, 'windowMinutes', 1, 1440)}
            <td><Button size="small" onClick={() => onChange(levels.filter((_, j) => j !== i))}>{t('gauges/l_drop')}</Button></td>
          </tr>
        ))}</tbody></table>
      {free.length > 0 && <Button size="small" onClick={() => onChange([...levels, { severity: free[0]!, ...FRESH }])}>{t('gauges/l_add')}</Button>}
    </div>
  );
}
