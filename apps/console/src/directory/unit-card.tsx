import { Button } from 'antd';
import type { UnitView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { OpenPost } from '../areas/open-post.js';
import { Posts } from '../areas/posts.js';
import { useLive } from '../live/use-picture.js';
import { mayCall } from '../view/area-tree.js';
import { dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { CloseUnit, RenameUnit, StaffUnit } from './change-unit.js';

type Act = 'rename' | 'staff' | 'post' | 'close';

/** One unit: its posts open below its name, with what may be done by who is over it. */
export function UnitCard({ unit: u }: { unit: UnitView }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [open, setOpen] = useState(false);
  const gap = u.posts.length === 0 ? t('directory/noPosts') : t('directory/gaps', { n: u.gaps });
  return (
    <li className="post unit">
      <div className="post-name"><b>{zh ? u.name : u.nameEn}</b> <span className="dim">{t(`unitPlans/k_${u.kind}`)} · {names.area(u.area)}</span></div>
      <div className="post-who"><span className="num">{t('directory/posts', { n: u.posts.length })}</span>{u.gaps > 0 ? <span className="over">▲ {gap}</span> : <span>✓ {t('directory/whole')}</span>}{u.validTo && <span className="dim">{t('areas/validBetween', { from: dateOf(u.validFrom), to: dateOf(u.validTo) })}</span>}</div>
      <div className="post-acts"><Button size="small" aria-expanded={open} aria-label={`${t(open ? 'directory/hide' : 'directory/show')} ${zh ? u.name : u.nameEn}`} onClick={() => setOpen(!open)}>{t(open ? 'directory/hide' : 'directory/show')}</Button></div>
      {open && <Inside unit={u} />}
    </li>
  );
}

function Inside({ unit: u }: { unit: UnitView }) {
  const { t } = useWords();
  const { user } = useSession();
  const [act, setAct] = useState<Act>();
  const people = usePeople(u.posts.flatMap((p) => [p.holderId ?? '', p.deputyId ?? '']));
  const may = !u.validTo && mayCall(user?.grants ?? [], 'grid.unit.rename', u.area);
  const done = () => setAct(undefined);
  return (
    <div className="unit-acts">
      {u.posts.length === 0 ? <p className="dim">{t('directory/noPostsMore')}</p> : <Posts items={u.posts} people={people} />}
      {may && <div className="page-acts node-acts">{(['post', 'staff', 'rename', 'close'] as const).map((a) => <Button key={a} size="small" danger={a === 'close'} aria-expanded={act === a} onClick={() => setAct(act === a ? undefined : a)}>{t(`directory/act_${a}`)}</Button>)}</div>}
      {act === 'post' && <OpenPost area={u.area} kind={u.area.length > 6 ? 'street' : 'zone'} unitId={u.id} onDone={done} />}
      {act === 'staff' && <StaffUnit unit={u} onDone={done} />}
      {act === 'rename' && <RenameUnit unit={u} onDone={done} />}
      {act === 'close' && <CloseUnit unit={u} onDone={done} />}
    </div>
  );
}
