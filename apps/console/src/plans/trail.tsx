import type { PlanVersionView } from '@xunling/contracts/classes';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Every act on this version, newest first. */
export function Trail({ plan }: { plan: PlanVersionView }) {
  const { t, code } = useWords();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('plans/tab_trail')}>
      <table className="table">
        <thead><tr>{['when', 'who', 'what', 'remarks'].map((c) => <th scope="col" key={c}>{t(`plans/${c}`)}</th>)}</tr></thead>
        <tbody>{[...plan.trail].reverse().map((a, i) => <tr key={i}><td className="num">{dateOf(a.at)} {clockTime(a.at)}</td><td>{a.name ?? t('plans/system')}</td><td>{code('plans/act', a.act)}</td><td>{a.remarks}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
