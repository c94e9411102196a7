import { Button, Input } from 'antd';
import type { SeatOfferView, SeatView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { OpenList } from './open-list.js';

/** One seat: who holds it since when, what is offered, and what the person looking may do about it. */
export function SeatCard({ seat, holds, onGive, onDone }: { seat: SeatView; /** The person looking holds a seat already. */ holds: boolean; onGive: () => void; onDone: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { phase } = useLive();
  const now = useNow();
  const [leaving, setLeaving] = useState(false);
  const mine = seat.holder?.userId === user?.id;
  const mayGive = mine || (!seat.holder && mayDecide(user?.grants ?? []));
  return (
    <section className="sheet seat-card" aria-label={t(`seats/seat_${seat.seat}`)}>
      <h2>{t(`seats/seat_${seat.seat}`)} {mine && <span className="chip line">{t('seats/you')}</span>}</h2>
      {seat.holder ? <p className="seat-holder">{seat.holder.name}</p> : <p className="seat-holder over">▲ {t('seats/vacant')}</p>}
      <p className="dim num">{t('seats/since', { time: shortTime(seat.from, now), span: span(now - Date.parse(seat.from)) })}</p>
      {seat.offers.map((offer) => <OpenOffer key={offer.id} offer={offer} holds={holds} onDone={onDone} />)}
      {mayGive && !leaving && <p className="page-acts" style={{ marginTop: 10 }}>
        <Button type={seat.offers.length > 0 ? 'default' : 'primary'} disabled={phase !== 'live'} onClick={onGive}>{t('seats/give')}</Button>
        {mine && <Button disabled={phase !== 'live'} onClick={() => setLeaving(true)}>{t('seats/leave')}</Button>}
      </p>}
      {leaving && mine && <Leave seat={seat.seat} onClose={() => setLeaving(false)} onDone={() => { setLeaving(false); onDone(); }} />}
    </section>
  );
}

/** An open offer: the named person takes it or says why not; who made it may take it back. */
function OpenOffer({ offer, holds, onDone }: { offer: SeatOfferView; holds: boolean; onDone: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { phase } = useLive();
  const now = useNow();
  const people = usePeople([offer.by]);
  const { sending, error, run } = useAct();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const forMe = offer.to.userId === user?.id;
  const act = async (verb: string, body: object) => { if (await run(`/api/seat-offers/${offer.id}/${verb}`, body)) onDone(); };
  return (
    <div className="effect">
      <p>{forMe ? <strong>{t('seats/offeredYou', { name: people(offer.by) })}</strong> : t('seats/offeredTo', { name: offer.to.name, by: people(offer.by) })} <span className="dim num">{shortTime(offer.offeredAt, now)}</span></p>
      <p className="dim">{offer.reason}</p>
      <OpenList offerId={offer.id} counts={offer.open} unfold={forMe} />
      <Problem error={error} kept={error ? t('seats/kept') : ''} />
      {forMe && holds && <p className="over">▲ {t('seats/two')}</p>}
      {forMe && !asking && <p className="page-acts"><Button type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void act('accept', {})}>{t('seats/accept', { seat: t(`seats/seat_${offer.seat}`) })}</Button><Button onClick={() => setAsking(true)}>{t('seats/decline')}</Button></p>}
      {forMe && asking && <>
        <Input.TextArea autoFocus rows={2} maxLength={1000} aria-label={t('seats/declineReason')} placeholder={t('seats/declineReason')} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '6px 0' }} />
        <p className="page-acts"><Button type="primary" loading={sending} disabled={phase !== 'live' || reason.trim() === ''} onClick={() => void act('decline', { reason: reason.trim() })}>{t('seats/declineSend')}</Button><Button onClick={() => setAsking(false)}>{t('seats/back')}</Button></p>
      </>}
      {offer.by === user?.id && <p style={{ marginTop: 6 }}><Button size="small" loading={sending} disabled={phase !== 'live'} onClick={() => void act('withdraw', {})}>{t('seats/withdraw')}</Button></p>}
    </div>
  );
}

function Leave({ seat, onClose, onDone }: { seat: string; onClose: () => void; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const { sending, error, run } = useAct();
  const [reason, setReason] = useState('');
  const send = async () => { if (await run(`/api/seats/${seat}/step-down`, { reason: reason.trim() })) onDone(); };
  return (
    <div className="effect">
      <p>{t('seats/leaveEffect')}</p>
      <Input.TextArea autoFocus rows={2} maxLength={1000} aria-label={t('seats/leaveReason')} placeholder={t('seats/leaveReason')} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '6px 0' }} />
      <Problem error={error} kept={error ? t('seats/kept') : ''} />
      <p className="page-acts"><Button danger loading={sending} disabled={phase !== 'live' || reason.trim() === ''} onClick={() => void send()}>{t('seats/leaveDo')}</Button><Button onClick={onClose}>{t('seats/back')}</Button></p>
    </div>
  );
}
