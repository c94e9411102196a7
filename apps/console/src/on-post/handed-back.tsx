import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import type { ItemPage, ItemView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const SUPERIORS = ['sub-district-officer', 'duty-officer', 'commander'];

/** 交回: what an addressee cannot do is a question until a superior answers it. */
export function HandedBack({ area }: { area: string }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const query = useQuery({ queryKey: ['on-post', 'handed-back', area], queryFn: () => read<ItemPage>(`/api/duties?area=${area}&state=handed-back&limit=50`) });
  const items = query.data?.items ?? [];
  const people = usePeople(items.flatMap((i) => [i.handedBack!.by]));
  const answers = (item: ItemView): boolean => (user?.grants ?? []).some((g) => SUPERIORS.includes(g.role) && item.area.startsWith(g.area));
  return (
    <section className="sheet" aria-label={t('onPost/handedBack')}>
      <h2>↩ {t('onPost/handedBack')}</h2>
      <Problem error={query.error} />
      {items.map((i) => (
        <div key={i.id} className="problem">
          <strong>{code('measure', i.measure)} · {names.post(i.post.id)} · {names.place(i.area)}</strong>
          <div>{t('onPost/cannot', { name: people(i.handedBack!.by), time: shortTime(i.handedBack!.at, now), reason: i.handedBack!.reason })}</div>
          {answers(i) && <GiveAgain item={i} />}
        </div>
      ))}
    </section>
  );
}

function GiveAgain({ item }: { item: ItemView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [to, setTo] = useState<'holder' | 'deputy' | 'self'>('holder');
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<ItemView>();
  const whom = (['holder', 'deputy', 'self'] as const).filter((w) => w !== 'deputy' || item.deputyId);
  return (
    <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void run(`/api/duties/${item.id}/give-again`, { to, reason: reason.trim() }); }}>
      <Select aria-label={t('onPost/toWhom')} value={to} onChange={setTo} style={{ minWidth: 160 }} options={whom.map((w) => ({ value: w, label: t(`onPost/to_${w}`) }))} />
      <Input className="grow" value={reason} maxLength={1000} placeholder={t('levels/why')} aria-label={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('onPost/giveAgain')}</Button>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </form>
  );
}
