import { Button, Input } from 'antd';
import type { PostView, PostWithHoldings } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { useNow } from '../live/server-clock.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { HoldForm } from './hold-form.js';
import { PostRecord } from './post-record.js';

export type ShownPost = Pick<PostView, 'id' | 'area' | 'name' | 'nameEn' | 'force' | 'holderId' | 'deputyId' | 'since'>;

/** Posts with who is in them; a missing holder or deputy is said by shape and word. */
export function Posts({ items, people }: { items: readonly ShownPost[]; people: (id: string) => string }) {
  return <ul className="posts">{items.map((p) => <PostCard key={p.id} post={p} people={people} />)}</ul>;
}

function PostCard({ post: p, people }: { post: ShownPost; people: (id: string) => string }) {
  const { t, zh } = useWords();
  const { user } = useSession();
  const now = useNow();
  const [act, setAct] = useState<'hold' | 'record' | 'close'>();
  const grants = user?.grants ?? [];
  const acts = [...(mayCall(grants, 'grid.post.hold', p.area) ? ['hold' as const] : []), 'record' as const, ...(mayCall(grants, 'grid.post.close', p.area) ? ['close' as const] : [])];
  const name = zh ? p.name : p.nameEn;
  return (
    <li className={`post ${p.holderId ? '' : 'vacant'}`}>
      <div className="post-name"><b>{name}</b>{p.force && <span className="dim"> {t(`force/${p.force}`)}</span>}</div>
      <div className="post-who">
        <span>{p.holderId ? <>{t('areas/holder')} <b>{people(p.holderId)}</b></> : <span className="over">▲ {t('areas/noHolder')}</span>}</span>
        <span>{p.deputyId ? <>{t('areas/deputy')} {people(p.deputyId)}</> : <span className={p.holderId ? 'dim' : 'over'}>△ {t('areas/noDeputy')}</span>}</span>
        {p.since && <span className="dim num">{t('areas/since', { at: shortTime(p.since, now) })}</span>}
      </div>
      <div className="post-acts">{acts.map((a) => <Button key={a} size="small" aria-expanded={act === a} aria-label={`${t(`areas/post_${a}`)} ${name}`} onClick={() => setAct(act === a ? undefined : a)}>{t(`areas/post_${a}`)}</Button>)}</div>
      {act === 'hold' && <HoldForm post={p} onDone={() => setAct(undefined)} />}
      {act === 'record' && <PostRecord id={p.id} />}
      {act === 'close' && <ClosePost id={p.id} onDone={() => setAct(undefined)} />}
    </li>
  );
}

function ClosePost({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<PostWithHoldings>();
  const send = async () => { if (await run(`/api/posts/${id}/close`, { reason: reason.trim() })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <p className="dim">{t('areas/closePostMore')}</p>
      <label>{t('areas/reason')}<Input value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button danger htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('areas/post_close')}</Button>
    </form>
  );
}
