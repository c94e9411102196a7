import { useState } from 'react';
import { isOver } from '../view/item.js';
import { mayPress } from '../view/queue.js';
import { useWords } from '../words/use-words.js';
import { DutyLedger } from './duty-ledger.js';
import type { Item } from './items.js';
import { locate } from './photo.js';
import { PhotoField } from './photo-field.js';
import { enqueue } from './queue.js';
import { usePhoto } from './use-photo.js';

const CLOSING = ['CLOSE', 'SEAL', 'SUSPEND'];
/** The households of one's own grid on a running evacuation, further down. */
const listed = (): Element | null => document.querySelector('.moved-card');
type Open = 'where' | 'done' | 'moved' | undefined;

/** 签收, 到岗, 已关闭+照片, 已转移 n 人, 需支援. Each is put on the device first and sent from there; `state` counts what waits. */
export function FiveButtons({ item, state, onReport }: { item: Item; state: string; onReport: (kind: string) => void }) {
  const { t, code } = useWords();
  const photo = usePhoto();
  const [open, setOpen] = useState<Open>();
  const [locating, setLocating] = useState(false);
  const [note, setNote] = useState('');
  const [lost, setLost] = useState(false);
  const put = async (verb: string, body: Record<string, unknown>, picture?: { blob: Blob; takenAt: string }) => {
    setLost(false);
    try {
      await enqueue({ path: `/api/${item.list}/${item.id}/${verb}`, body, subject: item.id, verb, about: code('measure', item.measure), photo: picture && { blob: picture.blob, takenAt: picture.takenAt } });
      setOpen(undefined); setNote(''); photo.clear();
    } catch { setLost(true); }
  };
  const checkIn = async () => {
    setLocating(true);
    const at = await locate();
    setLocating(false);
    if (typeof at === 'string') setOpen('where');
    else await put('check-in', { position: at });
  };
  const needs = item.evidence === 'photo';
  const evacuates = item.measure === 'EVACUATE';
  const executes = mayPress(state, 'execute');
  const done = () => put('execute', note.trim() ? { note: note.trim() } : {}, photo.photo);
  // a photo that was taken waits for its words: the panel opens by itself
  const panel = open ?? (photo.photo && executes ? (evacuates ? 'moved' : 'done') : undefined);
  return (
    <div className="stack">
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
      {panel === 'where' && <div className="stack"><p>{t('field/noPosition')}</p>{(['positionNone', 'positionDenied', 'positionFail'] as const).map((why) => <button key={why} className="big second" onClick={() => void put('check-in', { noPositionReason: t(`field/${why}`) })}>{`${t('field/checkIn')} · ${t(`field/${why}`)}`}</button>)}</div>}
      <PhotoField of={photo} />
      {(panel === 'done' || panel === 'moved') && (
        <div className="stack">
          {panel === 'moved' && <><DutyLedger item={item} />{executes && <p className="dim">{t('field/movedFirst')}</p>}</>}
          {executes && <textarea aria-label={t('field/note')} placeholder={t('field/note')} value={note} onChange={(e) => setNote(e.target.value)} rows={1} maxLength={900} />}
          {executes && (photo.photo || !needs) && <button className="big" disabled={photo.shrinking} onClick={() => void done()}>{t('field/confirm')}</button>}
          {executes && <button className={photo.photo || !needs ? 'big second' : 'big'} disabled={photo.shrinking} onClick={photo.pick}>{photo.shrinking ? t('field/shrinking') : photo.photo ? t('field/retake') : t('field/take')}</button>}
          <button className="big second" onClick={() => { setOpen(undefined); photo.clear(); }}>{t('decision/cancel')}</button>
        </div>
      )}
      {panel !== 'done' && panel !== 'moved' && (
        <div className="five">
          <button className={mayPress(state, 'acknowledge') ? 'big' : 'big second'} disabled={!mayPress(state, 'acknowledge')} onClick={() => void put('acknowledge', {})}>{t('field/acknowledge')}</button>
          <button className={state === 'acknowledged' ? 'big' : 'big second'} disabled={locating || !mayPress(state, 'check-in')} onClick={() => void checkIn()}>{locating ? t('field/locating') : t('field/checkIn')}</button>
          <button className={executes && !evacuates ? 'big wide' : 'big second wide'} disabled={!executes || evacuates} onClick={() => { if (needs) photo.pick(); setOpen('done'); }}>{CLOSING.includes(item.measure) ? t('field/closed') : needs ? t('field/photo') : t('field/finish')}</button>
          <button className={executes && evacuates ? 'big' : 'big second'} disabled={!(evacuates && !isOver({ state })) && !listed()} onClick={() => { if (evacuates) setOpen('moved'); else listed()?.scrollIntoView({ block: 'start' }); }}>{t('field/moved')}</button>
          <button className="big second warn" onClick={() => onReport('SUPPORT')}>▲ {t('field/support')}</button>
        </div>
      )}
    </div>
  );
}
