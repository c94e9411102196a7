import { InputNumber } from 'antd';
import { ORDER_MINUTES } from '@xunling/contracts';
import type { ArrowMinutes } from '@xunling/contracts/classes';
import { useWords } from '../words/use-words.js';

const ARROWS = Object.keys(ORDER_MINUTES) as (keyof ArrowMinutes)[];

/** Minutes until each arrow of an order is due; undefined is the usual ones. Where one is drawn past its neighbours, they go with it. */
export function Deadlines({ value, onChange }: { value: ArrowMinutes | undefined; onChange: (next: ArrowMinutes | undefined) => void }) {
  const { t, code } = useWords();
  const now = value ?? ORDER_MINUTES;
  const set = (at: number, n: number | null) => onChange(n === null ? undefined : Object.fromEntries(ARROWS.map((a, i) => [a, i === at ? n : i < at ? Math.min(now[a], n) : Math.max(now[a], n)])) as unknown as ArrowMinutes);
  return (
    <fieldset className="deadlines">
      <legend>{t('issue/deadlines')}</legend>
      {ARROWS.map((a, i) => <label key={a}>{code('stage', a)}<InputNumber min={1} max={10_080} precision={0} value={now[a]} onChange={(n) => set(i, n)} /></label>)}
    </fieldset>
  );
}
