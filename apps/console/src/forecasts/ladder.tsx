import { Button } from 'antd';
import type { ForecastView, LadderRung, LadderView } from '@xunling/contracts/classes';
import { useNames } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { LadderForm } from './ladder-form.js';
import { SetBy } from './set-by.js';

/** A rung a row: next time, last product, which duty rooms have it, what is not there. */
export function Ladder({ ladder, rooms, configures }: { ladder: LadderView; rooms: readonly string[]; configures: boolean }) {
  const { t, zh } = useWords();
  const now = useNow();
  return (
    <section className="sheet" aria-label={t('forecasts/ladder')}>
      <h2>{t('forecasts/ladder')} <span className="dim">{t(ladder.active ? 'forecasts/active' : 'forecasts/quiet')}</span></h2>
      <SetBy version={ladder.version} by={ladder.by} at={ladder.from} may={configures} receipt={t('forecasts/ladderDone')} label={t('forecasts/ladderEdit')} form={(done, close) => <LadderForm ladder={ladder} onDone={done} onClose={close} />} />
      <div className="scroll" tabIndex={0}>
        <table className="table">
          <thead><tr>{['product', 'next', 'missing', 'last', 'rooms', 'month'].map((c) => <th key={c} scope="col">{t(`forecasts/c_${c}`)}</th>)}</tr></thead>
          <tbody>{ladder.rungs.map((r) => (
            <tr key={r.product.code}>
              <td><b>{zh ? r.product.nameZh : r.product.nameEn}</b><div className="dim">{r.product.issuer}</div></td>
              <td className="num">{r.nextAt ? <>{shortTime(r.nextAt, now)}<div className="dim">{t('forecasts/in', { span: span(Date.parse(r.nextAt) - now) })}</div></> : <span className="dim">{t('forecasts/whenActive')}</span>}</td>
              <td><Missing rung={r} now={now} /></td>
              <td>{r.last ? <Last forecast={r.last} now={now} /> : <span className="dim">{t('forecasts/never')}</span>}</td>
              <td>{r.last && <Rooms forecast={r.last} all={ladder.rooms} mine={rooms} />}</td>
              <td className="num">{t('forecasts/counts', { inTime: r.inTime, late: r.late })}{r.missed > 0 && <div className="over">▲ {t('forecasts/missed', { n: r.missed })}</div>}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
    </section>
  );
}

function Missing({ rung: { open }, now }: { rung: LadderRung; now: number }) {
  const { t } = useWords();
  const over = open.filter((s) => Date.parse(s.dueAt) <= now);
  if (over.length > 0) return <span className="over">▲ {t('forecasts/notThere', { time: shortTime(over[0]!.slot, now) })}{over.length > 1 && <div>{t('forecasts/more', { n: over.length - 1 })}</div>}</span>;
  return open.length > 0 ? <span>◔ {t('forecasts/awaited', { time: shortTime(open[0]!.slot, now), due: shortTime(open[0]!.dueAt, now) })}</span> : <span className="dim">–</span>;
}

function Last({ forecast: f, now }: { forecast: ForecastView; now: number }) {
  const { t, zh } = useWords();
  return (
    <details><summary><span className="num">{shortTime(f.issuedAt, now)}</span> {f.minutesLate > 0 ? <span className="over">▲ {t('forecasts/late', { n: f.minutesLate })}</span> : <span>✓ {t('forecasts/inTime')}</span>}</summary>
      <p>{(zh ? f.textZh : f.textEn) ?? f.textZh}</p><p className="dim num">{t('forecasts/valid', { from: shortTime(f.validFrom, now), to: shortTime(f.validTo, now) })}</p></details>
  );
}

function Rooms({ forecast: f, all, mine }: { forecast: ForecastView; all: readonly string[]; mine: readonly string[] }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const { sending, error, run } = useAct<ForecastView>();
  const own = f.missing.filter((room) => mine.includes(room));
  const done = all.length - f.missing.length;
  return (
    <>
      <details><summary className={f.missing.length > 0 ? 'over' : ''}>{f.missing.length > 0 ? '▲ ' : '✓ '}{t('forecasts/rooms', { n: done, of: all.length })}</summary><ul>{all.map((room) => <li key={room}>{f.missing.includes(room) ? <span className="over">▲ {names.area(room)}</span> : <>✓ {names.area(room)}</>}</li>)}</ul></details>
      {own.map((room) => <Button key={room} size="small" type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void run(`/api/forecasts/${f.id}/receipts`, { room })}>{t('forecasts/note', { room: names.area(room) })}</Button>)}
      <Problem error={error} />
    </>
  );
}
