import { Button, Input } from 'antd';
import type { PlanVersionView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Refused } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/session.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { leads, mayDecide } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { pathOf } from './document.js';

interface Act { verb: string; path: string; body: (text: string) => object; needsText?: boolean; commander?: boolean; primary?: boolean; danger?: boolean }
const ACTS: readonly Act[] = [
  { verb: 'submit', path: 'submit', body: () => ({}), primary: true },
  { verb: 'approve', path: 'review', body: (remarks) => ({ verdict: 'approve', ...(remarks ? { remarks } : {}) }), primary: true },
  { verb: 'countersign', path: 'countersign', body: () => ({}), primary: true },
  { verb: 'publish', path: 'publish', body: () => ({}), commander: true, primary: true },
  { verb: 'return', path: 'review', body: (remarks) => ({ verdict: 'return', remarks }), needsText: true },
  { verb: 'retire', path: 'retire', body: (reason) => ({ reason }), needsText: true, commander: true, danger: true },
];

/** What this person may do with the version in its state; where not, why not. */
export function PlanActs({ plan, onOpen }: { plan: PlanVersionView; onOpen: (version: string, tab?: string) => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { phase, picture } = useLive();
  const [text, setText] = useState('');
  const { sending, error, done, run } = useAct<PlanVersionView>();
  const grants = user?.grants ?? [];
  if (!mayDecide(grants)) return <p className="dim">{t('plans/watching')}</p>;
  const author = plan.authors.some((a) => a.userId === user?.id);
  const approver = plan.approvedBy?.userId === user?.id;
  const why = ({ verb, commander }: Act): string | undefined => {
    if (commander && !leads(picture?.seats, user?.id)) return t('plans/commanderOnly');
    if ((verb === 'approve' || verb === 'countersign') && author) return t('plans/notAuthor');
    return verb === 'countersign' && approver ? t('plans/notApprover') : undefined;
  };
  // the last word of a reviewer stands until the draft is handed in again
  const back = plan.trail.findLast((a) => a.act !== 'edit' && a.act !== 'waive');
  const here = ACTS.filter((a) => plan.allowed.includes(a.verb));
  const send = async (act: Act) => { if (await run(`${pathOf(plan.planVersion)}/${act.path}`, act.body(text.trim()))) setText(''); };
  const gaps = error instanceof Refused && error.code === 'plan.gaps';
  const revise = async () => { const made = await run(`/api/plans/${plan.id}/versions`, { from: plan.planVersion }); if (made) onOpen(made.planVersion, 'edit'); };
  return (
    <div className="effect plan-acts">
      {back?.act === 'return' && plan.state === 'draft' && <p className="over">▲ {t('plans/returnedBy', { who: back.name ?? '', why: back.remarks ?? '' })}</p>}
      <p>{t(`plans/next_${plan.state === 'approved' && plan.countersignedBy ? 'signed' : plan.state}`)}</p>
      {here.some((a) => a.needsText || a.verb === 'approve') && <Input.TextArea aria-label={t('plans/remarks')} placeholder={t('plans/remarksHint')} rows={2} maxLength={1000} value={text} onChange={(e) => setText(e.target.value)} style={{ margin: '6px 0' }} />}
      <div className="act-row">
        {here.map((act) => (
          <Button key={act.verb} type={act.primary ? 'primary' : 'default'} danger={act.danger ?? false} loading={sending} disabled={phase !== 'live' || !!why(act) || (!!act.needsText && text.trim() === '')} onClick={() => void send(act)}>{t(`plans/do_${act.verb}`)}</Button>
        ))}
        {plan.state !== 'draft' && <Button loading={sending} disabled={phase !== 'live'} onClick={() => void revise()}>{t('plans/revise')}</Button>}
      </div>
      {here.map((act) => [act.verb, why(act)] as const).filter(([, reason]) => reason).map(([verb, reason]) => <p key={verb} className="dim">{t(`plans/do_${verb}`)}: {reason}</p>)}
      {gaps ? <div className="problem" role="alert"><strong>▲ {t('plans/gapsOpen', { what: error.detail ?? '' })}</strong> <button className="plain link" onClick={() => onOpen(plan.planVersion, 'gaps')}>{t('plans/showGaps')}</button></div> : <Problem error={error} kept={error ? t('field/kept') : ''} />}
      {done && done.planVersion === plan.planVersion && <p className="receipt" role="status">✓ {t(`plans/state/${done.state}`)}</p>}
    </div>
  );
}
