import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { MEMBER_KINDS } from '@xunling/contracts';
import type { MemberPage, MemberView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** 联合指挥成员: whom other units sent to sit with the command since when. They are listed, and do nothing here. */
export function Members({ writes }: { /** The person looking holds command. */ writes: boolean }) {
  const { t } = useWords();
  const now = useNow();
  const [past, setPast] = useState(false);
  const query = useQuery({ queryKey: ['seats', 'members', past], queryFn: () => read<MemberPage>(`/api/joint-members?limit=200${past ? '&past=true' : ''}`) });
  const items = query.data?.items ?? [];
  const people = usePeople(items.flatMap((m) => [m.by, ...(m.endedBy ? [m.endedBy] : [])]));
  const again = () => void query.refetch();
  return (
    <section className="sheet joint-members" aria-label={t('seats/members')}>
      <h2>{t('seats/members')} <span className="dim num">{items.filter((m) => !m.until).length}</span></h2>
      <p className="page-acts"><span className="dim">{t('seats/membersRule')}</span> <Checkbox checked={past} onChange={(e) => setPast(e.target.checked)}>{t('seats/membersPast')}</Checkbox></p>
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('seats/membersNone')}</p>}
      {items.length > 0 && <div className="scroll" tabIndex={0}><table className="table">
        <thead><tr>{['unit', 'name', 'since', 'act'].map((c) => <th key={c} scope="col">{t(`seats/m_${c}`)}</th>)}</tr></thead>
        <tbody>{items.map((m) => (
          <tr key={m.id} className={m.until ? 'dim' : ''}>
            <td><b>{m.unit}</b><div className="dim">{t(`seats/mk_${m.kind}`)}</div></td><td>{m.name}</td>
            <td className="num">{shortTime(m.from, now)}{m.until && <> – {shortTime(m.until, now)}</>}<div className="dim">{t('seats/listedBy', { name: people(m.by) })}</div></td>
            <td>{m.until ? <>{t('seats/memberLeft', { name: people(m.endedBy!) })}{m.reason && <div>{m.reason}</div>}</> : writes && <End of={m} onDone={again} />}</td>
          </tr>
        ))}</tbody>
      </table></div>}
      {writes && <Add onDone={again} />}
    </section>
  );
}

function Add({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [kind, setKind] = useState<string>('POLICE');
  const [unit, setUnit] = useState('');
  const [name, setName] = useState('');
  const { sending, error, done, run, clear } = useAct<MemberView>();
  const send = async () => { if (await run('/api/joint-members', { kind, unit: unit.trim(), name: name.trim() })) { setUnit(''); setName(''); onDone(); } };
  return (
    <>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Select style={{ minWidth: 170 }} aria-label={t('seats/m_kind')} value={kind} onChange={setKind} options={MEMBER_KINDS.map((k) => ({ value: k, label: t(`seats/mk_${k}`) }))} />
        <Input style={{ flex: '1 1 200px', maxWidth: 320 }} value={unit} maxLength={200} aria-label={t('seats/m_unit')} placeholder={t('seats/m_unit')} onChange={(e) => { setUnit(e.target.value); clear(); }} />
        <Input style={{ flex: '1 1 140px', maxWidth: 220 }} value={name} maxLength={80} aria-label={t('seats/m_name')} placeholder={t('seats/m_name')} onChange={(e) => { setName(e.target.value); clear(); }} />
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !unit.trim() || !name.trim()}>{t('seats/memberAdd')}</Button>
        {done && <span className="receipt" role="status">✓ {t('seats/memberAdded', { name: done.name })}</span>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </>
  );
}

function End({ of: m, onDone }: { of: MemberView; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState<string>();
  const { sending, error, run } = useAct<MemberView>();
  const send = async () => { if (await run(`/api/joint-members/${m.id}/end`, { reason: reason!.trim() })) onDone(); };
  if (reason === undefined) return <Button size="small" aria-label={t('seats/memberEndOf', { name: m.name })} onClick={() => setReason('')}>{t('seats/memberEnd')}</Button>;
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}><span className="page-acts"><Input size="small" style={{ maxWidth: 240 }} autoFocus value={reason} maxLength={1000} placeholder={t('seats/memberWhy')} aria-label={t('seats/memberWhy')} onChange={(e) => setReason(e.target.value)} />
      <Button size="small" danger htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('seats/memberEnd')}</Button><Button size="small" onClick={() => setReason(undefined)}>{t('seats/back')}</Button></span><Problem error={error} /></form>
  );
}
