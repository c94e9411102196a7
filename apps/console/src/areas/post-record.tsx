import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { PlannedHolding, PostWithHoldings } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { useNow } from '../live/server-clock.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Everybody who held a post, from when to when, who is to, and the unit it speaks for. */
export function PostRecord({ id }: { id: string }) {
  const { t, zh } = useWords();
  const now = useNow();
  const { user } = useSession();
  const post = useQuery({ queryKey: ['areas', 'post', id], queryFn: () => read<PostWithHoldings>(`/api/posts/${id}`) });
  const people = usePeople([...(post.data?.holdings ?? []), ...(post.data?.planned ?? [])].flatMap((h) => [h.holderId ?? '', h.deputyId ?? '']));
  if (post.error) return <Problem error={post.error} />;
  if (!post.data) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  const { holdings, planned, units, area } = post.data;
  const who = (h: { holderId?: string; deputyId?: string }): string => (h.holderId || h.deputyId ? [h.holderId ? people(h.holderId) : t('areas/noHolder'), h.deputyId ? `${t('areas/deputy')} ${people(h.deputyId)}` : ''].filter(Boolean).join(' · ') : t('areas/vacant'));
  return (
    <div className="post-record">
      <p className="dim">{units.length > 0 ? t('areas/unit', { name: units.map((u) => (zh ? u.name : u.nameEn)).join(' · ') }) : t('areas/noUnit')}</p>
      {planned.length > 0 && <ul>{planned.map((p) => <Planned key={p.from} id={id} plan={p} text={t('areas/planned', { at: shortTime(p.from, now), who: who(p) })} may={mayCall(user?.grants ?? [], 'grid.post.withdraw-hold', area)} />)}</ul>}
      <ol>{holdings.map((h) => <li key={h.from}><span className="num dim">{shortTime(h.from, now)} – {h.to ? shortTime(h.to, now) : t('areas/today')}</span> {who(h)}</li>)}</ol>
      {holdings.length === 0 && <p className="dim">{t('areas/neverHeld')}</p>}
    </div>
  );
}

function Planned({ id, plan, text, may }: { id: string; plan: PlannedHolding; text: string; may: boolean }) {
  const { t } = useWords();
  const { phase } = useLive();
  const { sending, error, run } = useAct<PostWithHoldings>();
  return <li>◷ {text} {may && <Button size="small" loading={sending} disabled={phase !== 'live'} onClick={() => void run(`/api/posts/${id}/hold/withdraw`, { from: plan.from })}>{t('areas/takeBack')}</Button>}<Problem error={error} /></li>;
}
