import type { DecisionView } from '@xunling/contracts/classes';
import type { DecisionFact } from '@xunling/picture';
import { useState } from 'react';
import { useSession } from '../api/session.js';
import { RaiseHeld } from '../operator/raise-held.js';
import { mayDecide } from '../view/person.js';
import { useWords } from '../words/use-words.js';

/** A decision as the picture keeps it: one held for longer than an hour has left it, the server still has it. */
export const factOf = ({ warningId, colour, observed, hazard, areas, state, owner, openedAt, dueAt, signatures, reviewAt, decidedAt }: DecisionView): DecisionFact => ({
  ...(warningId ? { warning: warningId } : {}), ...(colour ? { colour } : {}), ...(observed ? { observed } : {}), hazard, areas, state, owner: owner?.userId ?? '', openedAt, dueAt, hops: [], signatures, ...(reviewAt ? { reviewAt } : {}), ...(decidedAt ? { decidedAt } : {}),
});

/** Raises what is held before its review, by who may decide; absent where there is no review to come before. */
export function RaiseEarly({ decision }: { decision: DecisionView }) {
  const { t } = useWords();
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  if (decision.state !== 'held' || !decision.reviewAt || !user || !mayDecide(user.grants)) return null;
  return (
    <>
      <p><button className="plain link" aria-expanded={open} onClick={() => setOpen(!open)}>{t('decision/early')}</button></p>
      {open && <RaiseHeld id={decision.id} fact={factOf(decision)} me={user.id} />}
    </>
  );
}
