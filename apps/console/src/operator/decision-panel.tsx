import { useQuery } from '@tanstack/react-query';
import type { DecisionView } from '@xunling/contracts/classes';
import { putBefore, type DecisionFact } from '@xunling/picture';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useLive } from '../live/use-picture.js';
import { Countdown } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { lapseSays } from '../view/lapse.js';
import { mayDecide } from '../view/person.js';
import { clockTime } from '../view/time.js';
import { openDecisions } from '../view/top.js';
import { useWords } from '../words/use-words.js';
import { Attention, SupportAttention } from './attention.js';
import { Choose } from './choose-level.js';
import { GroundPuts } from './ground-put.js';
import { Cause } from './cause.js';
import { usePage } from './page-state.js';
import { Empty, Panel } from './panel.js';
import { RaiseHeld } from './raise-held.js';

/** What waits for a person's decision, the least time left first: its clock is never pushed out of sight; below it what must be looked at by a person. */
export function DecisionPanel() {
  const { t } = useWords();
  const { picture } = useLive();
  const ids = picture ? openDecisions(picture) : [];
  const decided = picture ? Object.entries(picture.decisions).filter(([, d]) => d.closed !== undefined) : [];
  const attentions = picture ? Object.keys(picture.attentions) : [];
  const { area } = usePage();
  const ground = picture ? putBefore(picture, area) : [];
  return (
    <Panel id="decisions" label={t('decision/title')} title={t('decision/title')} tools={ids.length > 0 ? <b className="num">{ids.length}</b> : undefined}>
      {ids.map((id) => <Decision key={id} id={id} fact={picture!.decisions[id]!} />)}
      {attentions.map((id) => { const a = picture!.attentions[id]!; return a.kind === 'support-requested' ? <SupportAttention key={id} about={a.about} openedAt={a.openedAt} /> : <Attention key={id} id={id} kind={a.kind} reason={a.reason} openedAt={a.openedAt} />; })}
      <GroundPuts puts={ground} />
      {ids.length + attentions.length + ground.length === 0 && <Empty title={t('decision/none')} more={t('decision/noneMore')} />}
      {decided.map(([id, d]) => <Decided key={id} id={id} fact={d} />)}
    </Panel>
  );
}

/** What was decided within the hour, on the record. */
function Decided({ id, fact }: { id: string; fact: DecisionFact }) {
  const { t, zh } = useWords();
  const { user } = useSession();
  const [early, setEarly] = useState(false);
  const may = fact.state === 'held' && !!user && mayDecide(user.grants);
  const why = fact.state === 'lapsed' && fact.reason ? lapseSays(fact.reason, zh) : fact.reason;
  const what = fact.state === 'raised' ? t('decision/raised', { level: t(`level/${fact.level}`) }) : fact.state === 'held' ? t('decision/held') : fact.state === 'answered' ? t('decision/answered', { level: t(`level/${fact.level}`) }) : t('decision/lapsed');
  return <><div className="decided"><span aria-hidden="true">{fact.state === 'raised' || fact.state === 'answered' ? '✓' : '○'}</span><Cause fact={fact} /><b style={{ whiteSpace: 'nowrap' }}>{what}</b><span className="dim cut" title={why}>{why}</span><span className="dim num" style={{ marginLeft: 'auto' }}>{fact.decidedAt ? clockTime(fact.decidedAt) : ''}</span>{may && <button className="plain link" aria-expanded={early} onClick={() => setEarly(!early)}>{t('decision/early')}</button>}</div>{may && early && <RaiseHeld id={id} fact={fact} me={user.id} />}</>;
}

function Decision({ id, fact }: { id: string; fact: DecisionFact }) {
  const { t, code, zh } = useWords();
  const { picture } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const people = usePeople([fact.owner, ...fact.hops.flatMap((h) => [h.from, h.to]), ...fact.signatures.map((s) => s.userId), ...(fact.proposal?.missing.flatMap((m) => (m.userId ? [m.userId] : [])) ?? [])]);
  // the picture says that something changed; plans and their reasons are read then
  const detail = useQuery({ queryKey: ['decision', id, picture?.said, fact.state, fact.owner, fact.openedAt, fact.colour, fact.hops.length], queryFn: () => read<DecisionView>(`/api/decisions/${id}`), placeholderData: (before) => before });
  const warning = fact.warning ? picture?.warnings[fact.warning] : undefined;
  const said = warning?.headline ?? fact.observed?.met.map((c) => (zh ? c.zh : c.en)).join(zh ? '；' : '; ') ?? '';
  const exhausted = fact.hops.at(-1)?.reason === 'chain-exhausted';
  return (
    <article className="decision" aria-label={`${t('decision/title')} ${code('hazard', fact.hazard)}`}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}><Cause fact={{ ...fact, ...(warning ? { colour: warning.colour } : {}) }} /><span className="cut" title={said}>{said}</span></div>
      <div className="d-clock">
        <Countdown due={Date.parse(fact.dueAt)} className="big" word={false} />
        <div className="d-meta">{t('decision/owner')} <b style={{ color: 'var(--text)' }}>{fact.owner ? people(fact.owner) : t('decision/nobody')}</b><br />{t('decision/areas')} {fact.areas.map(names.area).join(' ')}</div>
      </div>
      {!fact.owner && <div className="problem" role="alert"><strong>▲ {t('decision/nobodyMore')}</strong></div>}
      {exhausted && <div className="problem" role="alert"><strong>▲ {t('decision/chainEnd')}</strong></div>}
      {fact.hops.length > 0 && (
        <details><summary className="dim" style={{ fontSize: 12 }}>{t('decision/hops', { n: fact.hops.length })}</summary>
          <ul className="hops">{fact.hops.map((h) => <li key={h.at} className="num">{clockTime(h.at)} {people(h.from)} → {people(h.to)} {code('decision/hop', h.reason)}</li>)}</ul>
        </details>
      )}
      {fact.signatures.length > 0 && <p style={{ fontSize: 13 }}>{fact.signatures.map((s) => <span key={s.userId}>✓ {t(`decision/seat_${s.as}`)} {people(s.userId)} <span className="num dim">{clockTime(s.at)}</span> </span>)}</p>}
      {fact.proposal && <p style={{ fontSize: 13 }}>▲ {t('decision/awaiting', { who: fact.proposal.missing.map((m) => `${t(`decision/seat_${m.seat}`)} ${m.userId ? people(m.userId) : ''}`).join('、') })}</p>}
      <Problem error={detail.error} />
      {detail.data && user && <Choose id={id} fact={fact} detail={detail.data} mine={fact.owner === user.id} me={user.id} may={mayDecide(user.grants)} ownerName={fact.owner ? people(fact.owner) : t('decision/nobody')} />}
    </article>
  );
}
