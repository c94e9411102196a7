import { Button, Radio } from 'antd';
import type { PostWithHoldings } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { instantOf } from '../view/area-tree.js';
import { useWords } from '../words/use-words.js';
import { PersonPick } from './person-pick.js';
import type { ShownPost } from './posts.js';

/** Who holds a post and deputises, from now or a coming time, until another where one is named. */
export function HoldForm({ post, onDone }: { post: ShownPost; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [holder, setHolder] = useState<string | undefined>(post.holderId);
  const [deputy, setDeputy] = useState<string | undefined>(post.deputyId);
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const { sending, error, run, clear } = useAct<PostWithHoldings>();
  const [begins, ends] = [when === 'later' ? instantOf(from) : undefined, instantOf(to)];
  const send = async () => {
    const who = { ...(holder ? { holderId: holder } : {}), ...(deputy ? { deputyId: deputy } : {}) };
    if (await run(`/api/posts/${post.id}/hold`, { ...who, ...(begins ? { from: begins } : {}), ...(ends ? { to: ends } : {}) })) onDone();
  };
  return (
    <form className="stack" aria-label={t('areas/post_hold')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div><span aria-hidden="true">{t('areas/holder')}</span><PersonPick label={t('areas/holder')} area={post.area} value={holder} onChange={(v) => { setHolder(v); clear(); }} /></div>
      <div><span aria-hidden="true">{t('areas/deputy')}</span><PersonPick label={t('areas/deputy')} area={post.area} value={deputy} onChange={(v) => { setDeputy(v); clear(); }} /></div>
      <Radio.Group aria-label={t('areas/when')} value={when} onChange={(e) => setWhen(e.target.value as 'now' | 'later')} options={[{ value: 'now', label: t('areas/fromNow') }, { value: 'later', label: t('areas/fromLater') }]} />
      {when === 'later' && <label>{t('areas/from')} <input className="native" type="datetime-local" value={from} onChange={(e) => setFrom(e.target.value)} /></label>}
      <label>{t('areas/to')} <input className="native" type="datetime-local" value={to} onChange={(e) => setTo(e.target.value)} /></label>
      <p className="dim">{t('areas/holdMore')}</p>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || (when === 'later' && !begins)}>{t(holder ? (when === 'later' ? 'areas/planDo' : 'areas/holdDo') : 'areas/vacateDo')}</Button>
    </form>
  );
}
