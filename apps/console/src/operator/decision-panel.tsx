import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Tooltip } from 'antd';
import type { AttentionPage, DecisionOutcome, DecisionView, LevelPreview } from '@xunling/contracts/classes';
import type { DecisionFact } from '@xunling/picture';
import { useEffect, useRef, useState } from 'react';
import { newKey, read, write } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { serverNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, Countdown } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { clockTime } from '../view/time.js';
import { openDecisions } from '../view/top.js';
import { useWords } from '../words/use-words.js';
import { Empty, Panel } from './panel.js';

/** What waits for a person's decision, the least time left first, and what must be looked at by a person. */
export function DecisionPanel() {
  const { t } = useWords();
  const { picture } = useLive();
  const ids = picture ? openDecisions(picture) : [];
  const decided = picture ? Object.entries(picture.decisions).filter(([, d]) => d.closed !== undefined) : [];
  const attentions = picture ? Object.keys(picture.attentions) : [];
  return (
    <Panel id="decisions" label={t('decision/title')} title={t('decision/title')} tools={ids.length > 0 ? <b className="num">{ids.length}</b> : undefined}>
      {attentions.map((id) => <Attention key={id} id={id} reason={picture!.attentions[id]!.reason} />)}
      {ids.length === 0 && attentions.length === 0 && <Empty title={t('decision/none')} more={t('decision/noneMore')} />}
      {decided.map(([id, d]) => <Decided key={id} fact={d} />)}
      {ids.map((id) => <Decision key={id} id={id} fact={picture!.decisions[id]!} />)}
    </Panel>
  );
}

/** What was decided within the hour, on the record. */
function Decided({ fact }: { fact: DecisionFact }) {
  const { t } = useWords();
  const what = fact.state === 'raised' ? t('decision/raised', { level: t(`level/${fact.level}`) }) : fact.state === 'held' ? t('decision/held') : t('decision/lapsed');
  return <div className="decided"><span aria-hidden="true">{fact.state === 'raised' ? '✓' : '○'}</span><ColourChip colour={fact.colour} hazard={fact.hazard} /><b>{what}</b><span className="dim cut" title={fact.reason}>{fact.reason}</span><span className="dim num" style={{ marginLeft: 'auto' }}>{fact.decidedAt ? clockTime(fact.decidedAt) : ''}</span></div>;
}

function Decision({ id, fact }: { id: string; fact: DecisionFact }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const people = usePeople([fact.owner, ...fact.hops.flatMap((h) => [h.from, h.to]), ...fact.signatures.map((s) => s.userId), ...(fact.proposal?.missing.flatMap((m) => (m.userId ? [m.userId] : [])) ?? [])]);
  // the picture says that something changed; plans and their reasons are read then
  const detail = useQuery({ queryKey: ['decision', id, fact.state, fact.owner, fact.colour, fact.hops.length], queryFn: () => read<DecisionView>(`/api/decisions/${id}`), placeholderData: (before) => before });
  const warning = picture?.warnings[fact.warning];
  const exhausted = fact.hops.at(-1)?.reason === 'chain-exhausted';
  return (
    <article className="decision" aria-label={`${t('decision/title')} ${code('hazard', fact.hazard)}`}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}><ColourChip colour={fact.colour} hazard={fact.hazard} /><span className="cut" title={warning?.headline}>{warning?.headline ?? ''}</span></div>
      <div className="d-clock">
        <Countdown due={Date.parse(fact.dueAt)} className="big" word={false} />
        <div className="d-meta">{t('decision/owner')} <b style={{ color: 'var(--text)' }}>{people(fact.owner)}</b><br />{t('decision/areas')} {fact.areas.map(names.area).join(' ')}</div>
      </div>
      {exhausted && <div className="problem" role="alert"><strong>▲ {t('decision/chainEnd')}</strong></div>}
      {fact.hops.length > 0 && (
        <details><summary className="dim" style={{ fontSize: 12 }}>{t('decision/hops', { n: fact.hops.length })}</summary>
          <ul className="hops">{fact.hops.map((h) => <li key={h.at} className="num">{clockTime(h.at)} {people(h.from)} → {people(h.to)} {code('decision/hop', h.reason)}</li>)}</ul>
        </details>
      )}
      {fact.signatures.length > 0 && <p style={{ fontSize: 13 }}>{fact.signatures.map((s) => <span key={s.userId}>✓ {t(`decision/seat_${s.as}`)} {people(s.userId)} <span className="num dim">{clockTime(s.at)}</span> </span>)}</p>}
      {fact.proposal && <p style={{ fontSize: 13 }}>▲ {t('decision/awaiting', { who: fact.proposal.missing.map((m) => `${t(`decision/seat_${m.seat}`)} ${m.userId ? people(m.userId) : ''}`).join('、') })}</p>}
      <Problem error={detail.error} />
      {detail.data && user && <Choose id={id} fact={fact} detail={detail.data} mine={fact.owner === user.id} me={user.id} may={mayDecide(user.grants)} ownerName={people(fact.owner)} />}
    </article>
  );
}

interface ChooseProps { id: string; fact: DecisionFact; detail: DecisionView; mine: boolean; me: string; may: boolean; ownerName: string }
function Choose({ id, fact, detail, mine, me, may, ownerName }: ChooseProps) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const { picture } = useLive();
  const names = useNames(picture);
  const first = detail.plans[0];
  const [pick, setPick] = useState<{ planVersion: string; level: string }>();
  const chosen = fact.proposal ? { planVersion: fact.proposal.planVersion, level: fact.proposal.level } : pick ?? (first && { planVersion: first.planVersion, level: first.level });
  const preview = useQuery({
    queryKey: ['preview', id, chosen?.planVersion, chosen?.level], enabled: !!chosen && may,
    queryFn: () => write<LevelPreview>(`/api/decisions/${id}/preview`, { level: chosen!.level, planVersion: chosen!.planVersion }, newKey()),
  });
  const [sending, setSending] = useState<'' | 'raise' | 'confirm'>('');
  const [sent, setSent] = useState<DecisionOutcome>();
  const [error, setError] = useState<unknown>();
  const [holding, setHolding] = useState(false);
  const key = useRef(newKey());
  useEffect(() => { setSent(undefined); setError(undefined); }, [fact.state, fact.owner]);
  const signed = fact.signatures.some((s) => s.userId === me);
  const signer = fact.proposal?.missing.some((m) => m.userId === me) ?? false;
  const seat = Object.values(picture?.seats ?? {}).includes(me);
  const act = async (verb: 'raise' | 'confirm') => {
    setSending(verb);
    setError(undefined);
    try {
      setSent(await write<DecisionOutcome>(`/api/decisions/${id}/${verb}`, verb === 'raise' ? { level: chosen!.level, planVersion: chosen!.planVersion } : {}, key.current));
    } catch (problem) {
      setError(problem);
    }
    key.current = newKey();
    setSending('');
  };
  const level = chosen ? t(`level/${chosen.level}`) : '';
  const needsSeats = chosen?.level === 'I' || chosen?.level === 'II';
  const p = preview.data;
  const closed = phase !== 'live' || sending !== '' || !!sent;
  return (
    <>
      {!fact.proposal && (
        <div role="radiogroup" aria-label={t('decision/plans')}>
          {detail.plans.map((plan) => (
            <button key={plan.planVersion + plan.level} className="plan plain" role="radio" aria-checked={chosen?.planVersion === plan.planVersion && chosen.level === plan.level} onClick={() => setPick({ planVersion: plan.planVersion, level: plan.level })}>
              <span className="head"><span className={`chip l-${plan.level}`}>{t(`level/${plan.level}`)}</span><span className="cut">{plan.name}</span><span className="score num">{t('decision/score', { n: Math.round(plan.score) })}</span></span>
              {chosen?.planVersion === plan.planVersion && chosen.level === plan.level ? (
                <span className="conds">
                  {plan.met.map((c) => <span className="yes" key={c.code}><span className="unseen">{t('decision/met')}: </span>{zh ? c.zh : c.en}</span>)}
                  {plan.unmet.map((c) => <span className="no" key={c.code}><span className="unseen">{t('decision/unmet')}: </span>{zh ? c.zh : c.en}</span>)}
                </span>
              ) : <span className="conds" style={{ display: 'block' }}>{t('decision/met')} {plan.met.length} · {t('decision/unmet')} {plan.unmet.length}</span>}
            </button>
          ))}
        </div>
      )}
      <div className="deciding">
      {!fact.proposal && chosen && may && (
        <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}><span className="dim">{t('decision/level')}</span>
          <Segmented value={chosen.level} onChange={(value) => setPick({ planVersion: chosen.planVersion, level: String(value) })} options={['IV', 'III', 'II', 'I'].map((l) => ({ value: l, label: t(`level/${l}`) }))} />
        </div>
      )}
      {chosen && may && (
        <div className="effect" aria-live="polite">
          {preview.isPending && <span className="dim">{t('decision/previewing')}</span>}
          {p && <b>{t('decision/preview', { posts: p.posts, orders: p.orders, none: p.unaddressable.length })}</b>}
          {p && p.supersedes > 0 && <div className="dim">{t('decision/supersedes', { n: p.supersedes })}</div>}
          {p?.asOf && <div className="dim num" style={{ fontSize: 12 }}>{t('decision/asOf', { time: clockTime(p.asOf.at) })}</div>}
          {p && p.unaddressable.length > 0 && <details><summary style={{ fontSize: 12 }}>▲ {t('decision/unaddressable', { n: p.unaddressable.length })}</summary><ul className="hops">{p.unaddressable.slice(0, 200).map((u, i) => <li key={i}>{t(`measure/${u.measure}`)} {u.siteId ? names.site(u.siteId) : names.place(u.area)}</li>)}</ul></details>}
          <Problem error={preview.error} />
        </div>
      )}
      <Problem error={error} />
      {sent && <p className="receipt" role="status">✓ {sent.state === 'raised' ? t('decision/raised', { level }) : sent.missing.length > 0 ? t('decision/awaiting', { who: sent.missing.map((m) => t(`decision/seat_${m.seat}`)).join('、') }) : t('decision/sent')}</p>}
      {may && !mine && !seat && !signer && <p className="dim" style={{ marginTop: 6 }}>{t('decision/notYou', { name: ownerName })}</p>}
      {may && (
        <div className="acts">
          {fact.proposal
            ? <Button type="primary" size="large" loading={sending === 'confirm'} disabled={closed || signed || (!signer && !seat)} onClick={() => void act('confirm')}>{signed ? `✓ ${t('decision/signed')}` : sending ? t('decision/sending') : t('decision/confirm', { level, orders: p?.orders ?? '…' })}</Button>
            : <Button type="primary" size="large" loading={sending === 'raise'} disabled={closed || !chosen || !p || (!mine && !seat)} onClick={() => void act('raise')}>{sending ? t('decision/sending') : needsSeats ? t('decision/propose', { level }) : t('decision/raise', { level, orders: p?.orders ?? '…' })}</Button>}
          {!holding ? <Button disabled={closed || (!mine && !seat)} onClick={() => setHolding(true)}>{t('decision/hold')}</Button> : <Hold id={id} onBack={() => setHolding(false)} />}
        </div>
      )}
      </div>
    </>
  );
}

/** Not raising is a signed decision: a reason and a time to look again. */
function Hold({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(30);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const key = useRef(newKey());
  const reviewAt = serverNow() + minutes * 60_000;
  const send = async () => {
    setSending(true);
    setError(undefined);
    try {
      await write(`/api/decisions/${id}/hold`, { reason: reason.trim(), reviewAt: new Date(reviewAt).toISOString() }, key.current);
    } catch (problem) {
      setError(problem);
      key.current = newKey();
      setSending(false);
    }
  };
  return (
    <div className="effect">
      <strong>{t('decision/holdTitle')}</strong>
      <Input.TextArea rows={2} aria-label={t('decision/reason')} placeholder={t('decision/reason')} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '6px 0' }} />
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', marginBottom: 6 }}><span className="dim">{t('decision/review')}</span><Segmented size="small" value={minutes} onChange={(v) => setMinutes(Number(v))} options={[15, 30, 60, 120].map((n) => ({ value: n, label: t('decision/minutes', { n }) }))} /></div>
      <Problem error={error} />
      <Button type="primary" loading={sending} disabled={reason.trim() === '' || phase !== 'live'} onClick={() => void send()}>{sending ? t('decision/sending') : t('decision/holdDo', { time: clockTime(reviewAt).slice(0, 5) })}</Button>{' '}
      <Button onClick={onBack}>{t('decision/cancel')}</Button>
    </div>
  );
}

/** A refused alert that may be real: someone has to look and say what was done. */
function Attention({ id, reason }: { id: string; reason: string }) {
  const { t } = useWords();
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const key = useRef(newKey());
  const detail = useQuery({ queryKey: ['attention', id], queryFn: () => read<AttentionPage>('/api/attentions?state=open') });
  const message = detail.data?.items.find((a) => a.id === id)?.message;
  const send = async () => {
    setSending(true);
    setError(undefined);
    try {
      await write(`/api/attentions/${id}/close`, { note: note.trim() }, key.current);
    } catch (problem) {
      setError(problem);
      key.current = newKey();
      setSending(false);
    }
  };
  return (
    <article className="decision">
      <Tooltip title={message}><strong className="over">▲ {t('attention/quarantined', { reason })}</strong></Tooltip>
      {message && <p className="dim" style={{ fontSize: 12 }}>{message}</p>}
      <Problem error={error} />
      {user && mayDecide(user.grants) && (asking
        ? <div className="effect"><Input.TextArea rows={2} aria-label={t('attention/note')} placeholder={t('attention/note')} value={note} onChange={(e) => setNote(e.target.value)} style={{ marginBottom: 6 }} /><Button type="primary" loading={sending} disabled={note.trim() === ''} onClick={() => void send()}>{t('attention/done')}</Button> <Button onClick={() => setAsking(false)}>{t('decision/cancel')}</Button></div>
        : <Button style={{ marginTop: 6 }} onClick={() => setAsking(true)}>{t('attention/ack')}</Button>)}
    </article>
  );
}
