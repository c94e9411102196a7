import type { RankedPlan } from '@xunling/contracts/classes';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** What gauges or a person said of a condition and when; how many are silent. */
export function Seen({ of: c }: { of: RankedPlan['met'][number] }) {
  const { t } = useWords();
  if (c.person) return <span className="dim num"> {c.by ? t('decision/said', { time: clockTime(c.at!) }) : t('decision/noGauge')}</span>;
  if (c.sources === undefined) return null;
  return <span className="dim num"> {c.value === undefined ? '' : t('decision/seen', { value: c.value, time: c.at ? clockTime(c.at) : '' })}{c.sources + (c.silent ?? 0) === 0 ? t('decision/noGauge') : (c.silent ?? 0) > 0 ? t('decision/silent', { n: c.silent ?? 0 }) : ''}</span>;
}
