import { useQuery } from '@tanstack/react-query';
import { Input, Modal, Radio, Skeleton } from 'antd';
import type { HandoverList, PersonRef, SeatOfferDetail, SeatView } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { PersonPick } from '../areas/person-pick.js';
import { read } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { Counts, OpenLines } from './open-list.js';

/** Offers the seat: to one on duty or to anybody found by name, why, and what goes with it. Nothing changes before the other accepts, and the dialog says so. */
export function HandOver({ seat, candidates, onClose, onDone }: { seat: SeatView | undefined; candidates: readonly PersonRef[]; onClose: () => void; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [person, setPerson] = useState<PersonRef>();
  const [reason, setReason] = useState('');
  const { sending, error, run, clear } = useAct<SeatOfferDetail>();
  useEffect(() => { setPerson(undefined); setReason(''); clear(); }, [seat?.seat]);
  const list = useQuery({ queryKey: ['seats', 'handover'], queryFn: () => read<HandoverList>('/api/seats/handover'), enabled: !!seat, staleTime: 0 });
  const asked = new Set(seat?.offers.map((o) => o.to.userId));
  const able = candidates.filter((c) => c.userId !== seat?.holder?.userId);
  const send = async () => { if (seat && person && (await run(`/api/seats/${seat.seat}/offers`, { to: person, reason: reason.trim() }))) onDone(); };
  const name = t(`seats/seat_${seat?.seat ?? 'commander'}`);
  return (
    <Modal open={!!seat} onCancel={onClose} title={t('seats/handOver', { seat: name })} width={640} destroyOnHidden okText={person ? t('seats/offerTo', { name: person.name }) : t('seats/offer')} cancelText={t('seats/back')}
      okButtonProps={{ loading: sending, disabled: phase !== 'live' || !person || reason.trim() === '' || !list.data }} onOk={() => void send()}>
      <h3 className="seat-h3">{t('seats/toWhom')}</h3>
      {able.length === 0 ? <p className="empty">{t('seats/nobody')}</p> : <Radio.Group className="seat-people" value={person?.userId} onChange={(e) => setPerson(able.find((c) => c.userId === e.target.value))}>
        {able.map((c) => <Radio key={c.userId} value={c.userId} disabled={asked.has(c.userId)}>{c.name}{asked.has(c.userId) && <span className="dim"> {t('seats/asked')}</span>}</Radio>)}
      </Radio.Group>}
      {seat && <div style={{ marginTop: 8 }}><PersonPick label={t('seats/somebodyElse')} hint={t('seats/somebodyElse')} area={seat.zone} value={person && !able.some((c) => c.userId === person.userId) ? person.userId : undefined} onChange={(userId, name) => setPerson(userId ? { userId, name: name ?? userId } : undefined)} /></div>}
      <Input.TextArea rows={2} maxLength={1000} aria-label={t('seats/reason')} placeholder={t('seats/reason')} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '8px 0' }} />
      <h3 className="seat-h3">{t('seats/whatIsOpen')}</h3>
      {list.error ? <Problem error={list.error} /> : !list.data ? <Skeleton active paragraph={{ rows: 3 }} title={false} /> : <><Counts counts={list.data.counts} /><OpenLines list={list.data} /></>}
      <p className="effect">{seat?.holder ? t('seats/effect', { seat: name, name: seat.holder.name }) : t('seats/effectVacant', { seat: name })}</p>
      <Problem error={error} kept={error ? t('seats/kept') : ''} />
    </Modal>
  );
}
