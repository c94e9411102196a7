import type { RankedPlan } from '@xunling/contracts/classes';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** What gauges said of a condition and when; how many are silent. */
export function Seen({ of: c }: { of: RankedPlan['met'][number] }) {
  const { t } = useWords();
  if (c.sources === undefined) return null;
  return <span className="dim num"> {c.value === undefined ? '' : t('decision/seen', { value: c.value, time: c.at ? clockTime(c.at) : '' })}{c.sources + (c.silent ?? 0) === 0 ? t('decision/noGauge') : (c.silent ?? 0) > 0 ? t('decision/silent', { n: c.silent ?? 0 }) : ''}</span>;
}
