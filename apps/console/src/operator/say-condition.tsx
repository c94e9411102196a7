import { Button } from 'antd';
import type { RankedPlan, StatedCondition } from '@xunling/contracts/classes';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** A condition that no gauge measures: what was said of it and by whom, and, for who decides there, to say it. */
export function SayCondition({ of: c, areas, may }: { of: RankedPlan['met'][number]; areas: string[]; may: boolean }) {
  const { t } = useWords();
  const people = usePeople(c.by ? [c.by] : []);
  const { sending, error, run } = useAct<StatedCondition>();
  const say = (holds: boolean) => void run('/api/conditions', { code: c.code, areas, holds });
  return (
    <span className="say">
      <span className="dim">{c.by ? t('decision/saidBy', { who: people(c.by), time: clockTime(c.at!), until: clockTime(c.until!) }) : t('decision/unsaid')}</span>
      {may && <><Button size="small" disabled={sending} onClick={() => say(true)}>{t('decision/sayYes')}</Button><Button size="small" disabled={sending} onClick={() => say(false)}>{t('decision/sayNo')}</Button></>}
      <Problem error={error} />
    </span>
  );
}
