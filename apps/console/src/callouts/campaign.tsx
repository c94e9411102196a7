import { Button, Input, Segmented } from 'antd';
import { SYSTEM_ID } from '@xunling/contracts';
import type { CalloutView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames, usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { clockTime, shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Rows } from './rows.js';
import { Suppressed } from './suppressed.js';

const LISTS = ['unreached', 'ringing', 'reached'] as const;
type List = (typeof LISTS)[number];

/** One callout: what is counted, per street, and its persons by how they stand. */
export function Campaign({ of, calls }: { of: CalloutView; calls: boolean }) {
  const { t } = useWords();
  const now = useNow();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const people = usePeople([of.by]);
  const [list, setList] = useState<List>(of.unreached > 0 ? 'unreached' : of.ringing > 0 ? 'ringing' : 'reached');
  const [area, setArea] = useState<string>();
  const [note, setNote] = useState<string>();
  const { sending, error, run } = useAct<CalloutView>();
  const end = async () => { if (await run(`/api/callouts/${of.id}/end`, { note: note!.trim() })) setNote(undefined); };
  const counts: [string, number, string][] = [['persons', of.persons, ''], ['handed', of.handed, ''], ['reached', of.reached, ''], ['ringing', of.ringing, ''], ['unreached', of.unreached, of.unreached > 0 ? 'over' : ''], ['late', of.late, '']];
  return (
    <section className="sheet" aria-label={t('callouts/one')}>
      <h2>{of.kind === 'test' ? t('callouts/test') : t('callouts/one')} · {of.areas.map(names.area).join('、')} {of.colour && <ColourChip colour={of.colour} />} {of.level && <LevelChip level={of.level} />} <span className="chip line">{of.state === 'running' ? '● ' : ''}{t(`callouts/state_${of.state}`)}</span>{of.lifeSafety && <span className="chip line">{t('callouts/lifeSafetyShort')}</span>}</h2>
      <p className="callout-message">“{of.messageZh}”</p>
      <p className="dim num">{t(of.automatic ? 'callouts/automatic' : 'callouts/by', { who: of.by === SYSTEM_ID ? t('trace/system') : people(of.by), time: clockTime(of.startedAt) })}{of.kind === 'alarm' && ` · ${t('callouts/hopOf', { n: of.hopMinutes })}`}{of.endedAt && ` · ${t('callouts/endedAt', { time: shortTime(of.endedAt, now) })}`}{of.note && ` · ${of.note}`}{of.updates > 0 && ` · ${t('callouts/updates', { n: of.updates })}`}</p>
      {of.joined?.map((j) => <p key={j.warningId + j.colour} className="dim">+ <ColourChip colour={j.colour} /> {t('callouts/joined', { time: clockTime(j.at), n: j.persons, issuer: picture?.warnings[j.warningId]?.issuer ?? '' })}</p>)}
      <div className="callout-counts">{counts.map(([word, n, how]) => <div key={word}><span className="dim">{t(`callouts/n_${word}`)}</span><b className={`num ${how}`}>{how ? '▲ ' : ''}{n}</b></div>)}</div>
      {of.toldAtDoor > 0 && <p>⌂ {t('callouts/toldAtDoor', { n: of.toldAtDoor })}</p>}
      {of.notRingable > 0 && <p className="over">▲ {t('callouts/notRingable', { n: of.notRingable })}</p>}
      {of.simulated > 0 && <p className="over">▲ {t('callouts/simulated', { n: of.simulated })}</p>}
      <Suppressed of={of} />
      <div className="scroll" tabIndex={0} role="group" aria-label={t('callouts/streets')}>
        <table className="table">
          <thead><tr>{['street', 'persons', 'reached', 'ringing', 'unreached', 'tries'].map((c) => <th key={c} scope="col">{t(`callouts/c_${c}`)}</th>)}</tr></thead>
          <tbody>{of.streets.map((s) => (
            <tr key={s.area} className={area === s.area ? 'picked' : ''}>
              <td><button className="plain press" aria-pressed={area === s.area} onClick={() => setArea(area === s.area ? undefined : s.area)}>{names.area(s.area)}</button></td>
              <td className="num">{s.persons}</td><td className="num">{s.reached} / {s.persons}</td><td className="num">{s.ringing}</td><td className={`num ${s.unreached > 0 ? 'over' : 'dim'}`}>{s.unreached > 0 ? `▲ ${s.unreached}` : 0}</td><td className="num">{s.tries}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      <Segmented<List> value={list} onChange={setList} options={LISTS.map((value) => ({ value, label: `${t(`callouts/n_${value}`)} ${of[value]}` }))} />
      <Rows callout={of} state={list} area={area} calls={calls} />
      {calls && of.state === 'running' && (note === undefined ? <Button onClick={() => setNote('')}>{t('callouts/end')}…</Button> : (
        <div className="effect"><p>{t('callouts/endEffect', { n: of.persons - of.reached })}</p>
          <div className="page-acts"><Input autoFocus style={{ maxWidth: 360 }} maxLength={1000} value={note} placeholder={t('callouts/endWhy')} aria-label={t('callouts/endWhy')} onChange={(e) => setNote(e.target.value)} onPressEnter={() => { if (note.trim()) void end(); }} />
            <Button danger loading={sending} disabled={phase !== 'live' || note.trim() === ''} onClick={() => void end()}>{t('callouts/end')}</Button><Button onClick={() => setNote(undefined)}>{t('callouts/back')}</Button></div></div>
      ))}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}
