import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '@xunling/contracts';
import type { DecisionPage, DecisionView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useNow } from '../live/server-clock.js';
import { LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { lapseSays } from '../view/lapse.js';
import { clockTime, shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { DecisionSteps } from './decision-steps.js';
import { RaiseEarly } from './raise-early.js';

const READERS: readonly string[] = ROUTES['command.decision.list'].roles;

/** What a warning asked of people: who had it when, what they chose and what they left, and when it is looked at again. */
export function Decisions({ warningId }: { warningId: string }) {
  const { t } = useWords();
  const { user } = useSession();
  const reads = (user?.grants ?? []).some((g) => READERS.includes(g.role));
  const query = useQuery({ queryKey: ['warnings', 'decisions', warningId], queryFn: () => read<DecisionPage>(`/api/decisions?warningId=${warningId}&limit=50`), enabled: reads });
  return (
    <section aria-label={t('warnings/decisions')}>
      <h3 className="section">{t('warnings/decisions')}</h3>
      {!reads && <p className="dim">{t('warnings/notYours')}</p>}
      <Problem error={query.error} />
      {query.data?.items.length === 0 && <p className="dim">{t('warnings/noDecisions')}</p>}
      {query.data?.items.map((d) => <Decision key={d.id} decision={d} />)}
    </section>
  );
}

function Decision({ decision: d }: { decision: DecisionView }) {
  const { t, code, zh } = useWords();
  const now = useNow();
  const people = usePeople([...(d.owner ? [d.owner.userId] : []), ...(d.decidedBy ? [d.decidedBy] : []), ...d.hops.flatMap((h) => [h.from, h.to]), ...d.signatures.map((s) => s.userId)]);
  const why = d.reason && (d.state === 'lapsed' ? lapseSays(d.reason, zh) : d.reason);
  return (
    <article className="warning-decision">
      <p><b>{t(`warnings/d_${d.state}`)}</b> {d.proposal && <LevelChip level={d.proposal.level} />} <span className="dim">{t('warnings/opened', { time: shortTime(d.openedAt, now), due: shortTime(d.dueAt, now), who: d.owner ? people(d.owner.userId) : t('decision/nobody') })}</span></p>
      {d.decidedAt && d.decidedBy && <p>{t('warnings/by', { who: people(d.decidedBy), time: shortTime(d.decidedAt, now) })}{d.signatures.map((s) => <span key={s.userId + s.as}> ✓ {t(`decision/seat_${s.as}`)} {people(s.userId)} <span className="num dim">{clockTime(s.at)}</span></span>)}</p>}
      {why && <p>{t('warnings/reason', { text: why })}</p>}
      {d.state === 'held' && d.reviewAt && <p>◷ {t('warnings/review', { time: shortTime(d.reviewAt, now) })}</p>}
      <RaiseEarly decision={d} />
      {d.hops.length > 0 && <details><summary className="dim">{t('decision/hops', { n: d.hops.length })}</summary><ul className="hops">{d.hops.map((h, i) => <li key={i} className="num">{clockTime(h.at)} {people(h.from)} → {people(h.to)} {code('decision/hop', h.reason)}</li>)}</ul></details>}
      {d.plans.length > 0 && <Plans decision={d} />}
      <DecisionSteps id={d.id} />
    </article>
  );
}

/** As they were ranked when the choice was made, the one that was taken marked; while it is open, as they rank now. */
function Plans({ decision: { plans, proposal, state } }: { decision: DecisionView }) {
  const { t, zh } = useWords();
  const over = state !== 'open' && state !== 'awaiting-signature';
  const mark = (p: DecisionView['plans'][number]): string => {
    const its = proposal?.planVersion === p.planVersion && proposal.level === p.level;
    return its ? t(state === 'raised' ? 'warnings/chosen' : 'warnings/proposed') : over ? t('warnings/passed') : '';
  };
  return (
    <details>
      <summary className="dim">{t(over ? 'warnings/plansThen' : 'warnings/plansNow')} <span className="num">{plans.length}</span></summary>
      <ul className="warning-plans">{plans.map((p) => <li key={p.planVersion + p.level}><LevelChip level={p.level} /> {zh ? p.name : p.nameEn ?? p.name} <span className="dim num">{t('decision/score', { n: p.score })}</span> <b>{mark(p)}</b></li>)}</ul>
    </details>
  );
}
