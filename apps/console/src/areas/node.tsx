import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { AreaPage, AreaView, PostPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayCall, nextCode } from '../view/area-tree.js';
import { dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { CloseNode, OpenNode } from './node-forms.js';
import { OpenPost } from './open-post.js';
import { Posts } from './posts.js';

/** One node: what it is, since when, its posts and who is in them, and what may be done to it. */
export function Node({ code }: { code: string }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const area = useQuery({ queryKey: ['areas', 'node', code], queryFn: async () => (await read<AreaPage>(`/api/areas?area=${code}&limit=1`)).items.find((a) => a.code === code) });
  const posts = useQuery({ queryKey: ['areas', 'posts', code], queryFn: () => read<PostPage>(`/api/posts?area=${code}&only=true&limit=200`) });
  const people = usePeople((posts.data?.items ?? []).flatMap((p) => [p.holderId ?? '', p.deputyId ?? '']));
  if (area.isPending || posts.isPending) return <section className="sheet"><Skeleton active paragraph={{ rows: 6 }} /></section>;
  const failed = area.error ?? posts.error;
  if (failed || !area.data || !posts.data) return <section className="sheet"><Problem error={failed} />{!failed && <p className="empty">{t('areas/unknown', { code })}</p>}<Button onClick={() => { void area.refetch(); void posts.refetch(); }}>{t('error/again')}</Button></section>;
  return (
    <section className="sheet" aria-label={names.place(code)}>
      <Heading area={area.data} />
      <h3 className="seat-h3">{t('areas/posts')}</h3>
      {posts.data.items.length === 0 ? <p className="empty"><strong>{area.data.validTo ? t('areas/noPostsClosed') : `▲ ${t('areas/noPosts')}`}</strong></p> : <Posts items={posts.data.items} people={people} />}
      {posts.data.nextCursor && <p className="dim">{t('areas/morePosts')}</p>}
      {!area.data.validTo && <Acts area={area.data} />}
    </section>
  );
}

function Heading({ area }: { area: AreaView }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const up = area.parent ? ancestors(area.parent) : [];
  return (
    <header className="node-head">
      {up.length > 0 && <p className="dim">{up.map((c) => names.area(c)).join(' › ')}</p>}
      <h2>{zh ? area.name : area.nameEn} <span className="dim">{t(`areas/k_${area.kind}`)}</span></h2>
      <p className="dim"><span className="num">{area.code}</span> · {area.validTo ? t('areas/validBetween', { from: dateOf(area.validFrom), to: dateOf(area.validTo) }) : t('areas/validFrom', { from: dateOf(area.validFrom) })} · {area.datum}{area.sourceDatum ? ` ${t('areas/turned', { datum: area.sourceDatum })}` : ''} · {t('areas/home', { node: area.homeNode })}</p>
    </header>
  );
}
const ancestors = (code: string): string[] => (code.length <= 6 ? [code] : [...ancestors(code.slice(0, -3)), code]);

function Acts({ area }: { area: AreaView }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const [act, setAct] = useState<'child' | 'post' | 'close'>();
  const grants = user?.grants ?? [];
  const child = picture ? nextCode(picture.areas, area.code) : undefined;
  const mayOpen = mayCall(grants, 'grid.area.open', area.code);
  const acts = [
    ...(mayCall(grants, 'grid.post.open', area.code) ? ['post' as const] : []),
    ...(mayOpen && child && area.kind !== 'zone' ? ['child' as const] : []),
    ...(mayOpen && area.kind !== 'zone' && area.kind !== 'street' ? ['close' as const] : []),
  ];
  if (acts.length === 0) return null;
  const done = () => setAct(undefined);
  return (
    <>
      <div className="page-acts node-acts">{acts.map((a) => <Button key={a} aria-expanded={act === a} danger={a === 'close'} onClick={() => setAct(act === a ? undefined : a)}>{t(`areas/act_${a}`)}</Button>)}</div>
      {act === 'child' && child && <OpenNode code={child} onDone={done} />}
      {act === 'post' && <OpenPost area={area.code} kind={area.kind} onDone={done} />}
      {act === 'close' && <CloseNode code={area.code} onDone={done} />}
    </>
  );
}
