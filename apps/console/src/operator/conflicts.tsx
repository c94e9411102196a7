import type { Refused } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';

interface Contradicting { orderId: string; measure: string; area: string; by: string; why: string }

/** Both sides of a refused order: what is in force, by whom, and why the two cannot stand together. */
export function Conflicts({ refused }: { refused: Refused }) {
  const { t, zh, code } = useWords();
  const { picture } = useLive();
  const { openTrace } = usePage();
  const names = useNames(picture);
  const conflicts = (refused.more['conflicts'] ?? []) as Contradicting[];
  const people = usePeople(conflicts.map((c) => c.by));
  return (
    <div className="problem" role="alert">
      <strong>{zh ? refused.title.zh : refused.title.en}</strong>
      {conflicts.map((c) => (
        <button key={c.orderId} className="plain press" style={{ display: 'block', width: '100%', padding: '6px 0' }} onClick={() => openTrace(c.orderId)}>
          <span><b>{code('measure', c.measure)}</b> {names.place(c.area)} · {people(c.by)}<br /><span className="dim">{t(`issue/why_${c.why}`)}</span></span>
        </button>
      ))}
      <div className="dim">{t(refused.allowed.includes('override') ? 'issue/mayOverride' : 'issue/superior')}</div>
    </div>
  );
}
