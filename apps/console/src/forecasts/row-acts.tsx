import { Button } from 'antd';
import { useWords } from '../words/use-words.js';

/** Moves one line of an ordered list up or down, or takes it off; each button says of which line it speaks. */
export function RowActs({ name, first, last, onMove, onRemove }: { name: string; first: boolean; last: boolean; onMove: (by: -1 | 1) => void; /** Absent where the list may get no shorter. */ onRemove?: (() => void) | undefined }) {
  const { t } = useWords();
  return (
    <span className="row-acts">
      <Button size="small" disabled={first} aria-label={t('forecasts/up', { name })} title={t('forecasts/up', { name })} onClick={() => onMove(-1)}>↑</Button>
      <Button size="small" disabled={last} aria-label={t('forecasts/down', { name })} title={t('forecasts/down', { name })} onClick={() => onMove(1)}>↓</Button>
      <Button size="small" disabled={!onRemove} aria-label={t('forecasts/takeOff', { name })} title={t('forecasts/takeOff', { name })} onClick={() => onRemove?.()}>✕</Button>
    </span>
  );
}
