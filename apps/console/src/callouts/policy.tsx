import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Skeleton } from 'antd';
import { COLOURS } from '@xunling/contracts';
import type { CalloutPolicyView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const KEY = ['callout-policy'];
const MOVES = /^command\.callout-policy\./;
/** Most urgent first. */
const ORDER = [...COLOURS].reverse();

/** Which warnings call by themselves and how long one person may be silent; set by who commands the zone. */
export function Policy() {
  const { t } = useWords();
  const { user } = useSession();
  const now = useNow();
  useFollow(MOVES, ...KEY);
  const { data, error } = useQuery({ queryKey: KEY, queryFn: () => read<CalloutPolicyView>('/api/callout-policy') });
  const names = useNames(useLive().picture);
  const people = usePeople([...(data?.setBy ? [data.setBy] : []), ...(data?.streets ?? []).map((x) => x.setBy)]);
  const [open, setOpen] = useState(false);
  const sets = (user?.grants ?? []).some((g) => (g.role === 'commander' || g.role === 'administrator') && g.area.length <= 6);
  return (
    <section className="sheet" aria-label={t('callouts/policy')}>
      <h2>{t('callouts/policy')}</h2>
      <Problem error={error} />
      {!data && !error && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {data && !open && <table className="table"><thead><tr>{['colour', 'self', 'hop'].map((c) => <th key={c} scope="col">{t(`callouts/c_${c}`)}</th>)}</tr></thead><tbody>
        {ORDER.map((c) => <tr key={c}><td><ColourChip colour={c} /></td><td>{data.automatic.includes(c) ? `✓ ${t('callouts/selfYes')}` : <span className="dim">– {t('callouts/selfNo')}</span>}</td><td className="num">{t('callouts/minutes', { n: data.hopMinutes[c] })}</td></tr>)}
      </tbody></table>}
      {data && <p className="dim num">{data.setBy && data.setAt ? t('callouts/setBy', { who: people(data.setBy), time: shortTime(data.setAt, now) }) : t('callouts/byDefault')}</p>}
      {data?.streets?.map((x) => <p key={x.area} className="num"><b>{names.area(x.area)}</b> {t('callouts/differs')} {ORDER.map((c) => <span key={c}><ColourChip colour={c} /> {x.automatic.includes(c) ? '✓' : '–'} {t('callouts/minutes', { n: x.hopMinutes[c] })} </span>)}<span className="dim">{t('callouts/setBy', { who: people(x.setBy), time: shortTime(x.setAt, now) })}</span></p>)}
      {data && sets && !open && <Button size="small" onClick={() => setOpen(true)}>{t('callouts/setPolicy')}…</Button>}
      {data && open && <SetPolicy now={data} onDone={() => setOpen(false)} />}
    </section>
  );
}

function SetPolicy({ now, onDone }: { now: CalloutPolicyView; onDone: () => void }) {
  const { t } = useWords();
  const { phase, picture } = useLive();
  const names = useNames(picture);
  const streets = Object.keys(picture?.areas ?? {}).filter((a) => a.length === 9).sort();
  const [area, setArea] = useState('');
  const own = now.streets?.find((x) => x.area === area);
  const client = useQueryClient();
  const [automatic, setAutomatic] = useState<readonly string[]>(now.automatic);
  const [hopMinutes, setHop] = useState<CalloutPolicyView['hopMinutes']>(now.hopMinutes);
  const { sending, error, run } = useAct<CalloutPolicyView>();
  const pick = (to: string) => { const of = now.streets?.find((x) => x.area === to) ?? now; setArea(to); setAutomatic(of.automatic); setHop(of.hopMinutes); };
  const save = async (asZone = false) => { if (await run('/api/callout-policy', { automatic, hopMinutes, ...(area ? { area } : {}), ...(asZone ? { asZone } : {}) })) { await client.invalidateQueries({ queryKey: KEY }); onDone(); } };
  return (
    <div className="effect policy-form">
      <p>{t('callouts/policyEffect')}</p>
      <label>{t('callouts/policyFor')} <select value={area} onChange={(e) => pick(e.target.value)}><option value="">{t('callouts/wholeZone')}</option>{streets.map((a) => <option key={a} value={a}>{names.area(a)}</option>)}</select></label>
      {ORDER.map((c) => (
        <div key={c} className="policy-line">
          <ColourChip colour={c} />
          <label><input type="checkbox" checked={automatic.includes(c)} onChange={(e) => setAutomatic(e.target.checked ? [...automatic, c] : automatic.filter((a) => a !== c))} /> {t('callouts/self')}</label>
          <label>{t('callouts/hop')} <InputNumber size="small" min={1} max={240} precision={0} value={hopMinutes[c]} onChange={(v) => { if (v !== null) setHop({ ...hopMinutes, [c]: v }); }} /></label>
        </div>
      ))}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <div className="page-acts"><Button type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void save()}>{t('callouts/policySave')}</Button>{own && <Button loading={sending} disabled={phase !== 'live'} onClick={() => void save(true)}>{t('callouts/asZone')}</Button>}<Button onClick={onDone}>{t('callouts/back')}</Button></div>
    </div>
  );
}
