import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import type { DecisionOutcome, DecisionView, LevelPreview } from '@xunling/contracts/classes';
import type { DecisionFact } from '@xunling/picture';
import { useEffect, useState } from 'react';
import { newKey, write } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSigners } from '../api/signers.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { IncidentPick } from '../look/incident-pick.js';
import { Problem } from '../look/problem.js';
import { ranks, streetsUnder } from '../view/areas.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Hold } from './hold-decision.js';
import { PlanDrawer } from './plan-drawer.js';
import { Seen } from './seen.js';

interface ChooseProps { id: string; fact: DecisionFact; detail: DecisionView; mine: boolean; me: string; may: boolean; ownerName: string }
/** Ranked plans, the level, what it would send and to whom; a person signs. */
export function Choose({ id, fact, detail, mine, me, may, ownerName }: ChooseProps) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const { picture } = useLive();
  const names = useNames(picture);
  const first = detail.plans[0];
  // an incident's own version and a newer one carry the same name
  const several = new Set(detail.plans.map((p) => p.planVersion)).size > 1;
  const [pick, setPick] = useState<{ planVersion: string; level: string }>();
  const chosen = fact.proposal ? { planVersion: fact.proposal.planVersion, level: fact.proposal.level } : pick ?? (first && { planVersion: first.planVersion, level: first.level });
  const streets = picture ? streetsUnder(picture, fact.areas) : [];
  const [where, setWhere] = useState<string[]>([]);
  const areas = !fact.proposal && where.length > 0 && where.length < streets.length ? { areas: where } : {};
  const preview = useQuery({
    // levels in force change what is left to send
    queryKey: ['preview', id, chosen?.planVersion, chosen?.level, areas.areas?.join(), fact.openedAt, Object.entries(picture?.levels ?? {}).map(([a, l]) => a + l.level).join()], enabled: !!chosen && may,
    queryFn: () => write<LevelPreview>(`/api/decisions/${id}/preview`, { level: chosen!.level, planVersion: chosen!.planVersion, ...(fact.proposal ? { areas: fact.proposal.areas } : areas) }, newKey()),
  });
  const { sending, error, done: sent, run, clear } = useAct<DecisionOutcome | DecisionView>();
  const [holding, setHolding] = useState(false);
  const [incident, setIncident] = useState<string>();
  const [planOpen, setPlanOpen] = useState(false);
  // a part that was raised leaves the same decision open over the rest
  useEffect(() => { clear(); setWhere([]); }, [fact.state, fact.owner, fact.openedAt]);
  const signed = fact.signatures.some((s) => s.userId === me);
  const signer = fact.proposal?.missing.some((m) => m.userId === me) ?? false;
  const seat = Object.values(picture?.seats ?? {}).includes(me);
  const act = (verb: 'raise' | 'confirm') => run(`/api/decisions/${id}/${verb}`, verb === 'raise' ? { level: chosen!.level, planVersion: chosen!.planVersion, ...areas, ...(incident ? { incidentId: incident } : {}) } : {});
  const warning = fact.warning ? picture?.warnings[fact.warning] : undefined;
  const ends = warning && Date.parse(warning.expiresAt);
  const level = chosen ? t(`level/${chosen.level}`) : '';
  const { signers } = useSigners();
  const needsSeats = (signers[chosen?.level ?? ''] ?? []).length > 0;
  const p = preview.data;
  // nothing left to raise: said in words instead of "0 orders"
  const nothing = !!p && p.orders === 0 && p.unaddressable.length === 0 && p.inForce.length > 0;
  // as high as the colour or the gauges ask for, everywhere: nothing to raise, and no hold either
  const standing = nothing && !areas.areas && ranks(chosen?.level) >= ranks(fact.observed?.level ?? (fact.colour === 'RED' ? 'I' : 'II'));
  const closed = phase !== 'live' || sending || !!sent;
  const plan = detail.plans.find((x) => x.planVersion === chosen?.planVersion && x.level === chosen.level);
  return (
    <>
      {!fact.proposal && (
        <div role="radiogroup" aria-label={t('decision/plans')}>
          {detail.plans.map((plan) => (
            <button key={plan.planVersion + plan.level} className="plan plain" role="radio" aria-checked={chosen?.planVersion === plan.planVersion && chosen.level === plan.level} onClick={() => setPick({ planVersion: plan.planVersion, level: plan.level })}>
              <span className="head"><span className={`chip l-${plan.level}`}>{t(`level/${plan.level}`)}</span><span className="cut">{(zh ? plan.name : plan.nameEn) ?? plan.name}</span>{several && <span className="dim num">@{plan.planVersion.split('@')[1]}</span>}<span className="score num">{t('decision/score', { n: Math.round(plan.score) })}</span></span>
              {chosen?.planVersion === plan.planVersion && chosen.level === plan.level ? (
                <span className="conds">
                  {plan.met.map((c) => <span className="yes" key={c.code}><span className="unseen">{t('decision/met')}: </span>{zh ? c.zh : c.en}<Seen of={c} /></span>)}
                  {plan.unmet.map((c) => <span className="no" key={c.code}><span className="unseen">{t('decision/unmet')}: </span>{zh ? c.zh : c.en}<Seen of={c} /></span>)}
                  {plan.unknown?.map((c) => <span className="unsure" key={c.code}><span className="unseen">{t('decision/unknown')}: </span>{zh ? c.zh : c.en}<Seen of={c} /></span>)}
                </span>
              ) : <span className="conds" style={{ display: 'block' }}>{t('decision/met')} {plan.met.length} · {t('decision/unmet')} {plan.unmet.length}{plan.unknown && ` · ${t('decision/unknown')} ${plan.unknown.length}`}</span>}
            </button>
          ))}
        </div>
      )}
      <div className="deciding">
      {!holding && !fact.proposal && chosen && may && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}><span className="dim">{t('decision/level')}</span>
          <Segmented value={chosen.level} onChange={(value) => setPick({ planVersion: chosen.planVersion, level: String(value) })} options={['IV', 'III', 'II', 'I'].map((l) => ({ value: l, label: t(`level/${l}`) }))} />
        </div>
      )}
      {!holding && !fact.proposal && chosen && may && streets.length > 1 && (
        <label style={{ display: 'block', margin: '6px 0' }}><span className="dim">{t('decision/where')}</span>
          <Select mode="multiple" style={{ width: '100%' }} value={where} placeholder={t('decision/whereAll', { n: streets.length })} onChange={setWhere} options={streets.map((s) => ({ value: s, label: names.area(s) }))} />
          {areas.areas && <span className="dim">{t('decision/leftOver', { n: streets.length - where.length })}</span>}</label>
      )}
      {!holding && chosen && may && (
        <div className="effect" aria-live="polite">
          {preview.isPending && <span className="dim">{t('decision/previewing')}</span>}
          {nothing && <><b>{t('decision/allInForce', { n: p.inForce.length, level })}</b><div className="dim">{t('decision/allInForceMore')}</div></>}
          {p && !nothing && <b>{t('decision/preview', { posts: p.posts, orders: p.orders, none: p.unaddressable.length })}</b>}
          {p && !nothing && p.inForce.length > 0 && <div className="dim">{t('decision/someInForce', { n: p.inForce.length })}</div>}
          {p && !nothing && (p.notices ?? 0) > 0 && <div className="dim">{t('decision/notices', { n: p.notices ?? 0 })}</div>}
          {p?.liftsEnded !== undefined && <div className="over">▲ {t('decision/liftsEnded', { n: p.liftsEnded })}</div>}
          {p && p.supersedes > 0 && <div className="dim">{t('decision/supersedes', { n: p.supersedes })}</div>}
          {p?.asOf && <div className="dim num" style={{ fontSize: 12 }}>{t('decision/asOf', { time: clockTime(p.asOf.at) })}</div>}
          {p && p.unaddressable.length > 0 && <details><summary style={{ fontSize: 12 }}>▲ {t('decision/unaddressable', { n: p.unaddressable.length })}</summary><ul className="hops">{p.unaddressable.slice(0, 200).map((u, i) => <li key={i}>{t(`measure/${u.measure}`)} {u.siteId ? names.site(u.siteId) : names.place(u.area)}</li>)}</ul></details>}
          {plan && <button className="plain link" onClick={() => setPlanOpen(true)}>{t('decision/openPlan')}</button>}
          <Problem error={preview.error} />
        </div>
      )}
      {may && !fact.proposal && <IncidentPick areas={detail.areas} value={incident} onChange={setIncident} />}
      <Problem error={error} />
      {plan && chosen && <PlanDrawer may={may} open={planOpen} onClose={() => setPlanOpen(false)} plan={plan} fact={fact} preview={p} />}
      {sent && <p className="receipt" role="status">✓ {sent.state === 'answered' ? t('decision/answered', { level }) : !('missing' in sent) ? t('decision/sent') : sent.state === 'raised' ? t('decision/raised', { level }) : sent.missing.length > 0 ? t('decision/awaiting', { who: sent.missing.map((m) => t(`decision/seat_${m.seat}`)).join('、') }) : t('decision/sent')}</p>}
      {may && !mine && !seat && !signer && <p className="dim" style={{ marginTop: 6 }}>{t('decision/notYou', { name: ownerName })}</p>}
      {may && holding && <Hold id={id} until={ends} onBack={() => setHolding(false)} />}
      {may && !holding && (
        <div className="acts">
          {fact.proposal
            ? <Button type="primary" size="large" loading={sending} disabled={closed || signed || (!signer && !seat)} onClick={() => void act('confirm')}>{signed ? `✓ ${t('decision/signed')}` : sending ? t('decision/sending') : t('decision/confirm', { level, orders: p?.orders ?? '…' })}</Button>
            : standing ? <Button type="primary" size="large" loading={sending} disabled={closed || (!mine && !seat)} onClick={() => void run(`/api/decisions/${id}/in-force`, {})}>{sending ? t('decision/sending') : t('decision/answer', { level })}</Button>
            : <Button type="primary" size="large" loading={sending} disabled={closed || !chosen || !p || nothing || (!mine && !seat)} onClick={() => void act('raise')}>{sending ? t('decision/sending') : nothing ? t('decision/inForce', { level }) : needsSeats ? t('decision/propose', { level }) : t('decision/raise', { level, orders: p?.orders ?? '…' })}</Button>}
          {fact.state !== 'held' && <Button disabled={closed || (!mine && !seat)} onClick={() => setHolding(true)}>{t('decision/hold')}</Button>}
        </div>
      )}
      </div>
    </>
  );
}
