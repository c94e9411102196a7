import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { RESPONSE_BENCHMARK, STAGES } from '@xunling/contracts';
import type { LagView, LevelList } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { clockTime, shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { OnTime } from './on-time.js';
import { Empty } from './panel.js';

/** Warning → response as facts: read when it is opened, against what is good practice and what 7·20 took. */
export function LagDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t, zh } = useWords();
  const names = useNames(useLive().picture);
  const { data, error, isPending } = useQuery({ queryKey: ['levels', open], queryFn: () => read<LevelList>('/api/levels'), enabled: open, staleTime: 0 });
  const minutes = (n: number | undefined): string => (n === undefined ? '–' : t('lag/minutes', { n: n < 10 ? n.toFixed(1) : Math.round(n) }));
  const to = data?.yardstick.goodPracticeMinutesTo ?? 20;
  return (
    <Drawer open={open} onClose={onClose} size={1040} title={t('lag/title')} destroyOnHidden>
      {isPending && !error && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      <Problem error={error} />
      {data && (
        <>
          <div className="kpi">
            {([['lag/p50', data.lagP50], ['lag/p95', data.lagP95]] as const).map(([word, n]) => <div key={word}><span className="dim">{t(word)}</span><br /><b className={`num ${n !== undefined && n > to ? 'over' : ''}`}>{n !== undefined && n > to ? '▲ ' : ''}{minutes(n)}</b></div>)}
            <p className="dim" style={{ alignSelf: 'end' }}>{t('lag/good', { from: data.yardstick.goodPracticeMinutesFrom, to, zz: data.yardstick.zz720Minutes.toLocaleString('en') })}</p>
          </div>
          {data.lags.length === 0 ? <Empty title={t('lag/none')} /> : (
            <table className="table">
              <thead><tr>{['warning', 'received', 'decided', 'lag'].map((c) => <th scope="col" key={c}>{t(`lag/${c}`)}</th>)}{STAGES.map((s) => <th scope="col" key={s}>{t(`stage/${s}`)}</th>)}</tr></thead>
              <tbody>{data.lags.map((lag) => <Row key={lag.raisedAt + lag.warningId} lag={lag} over={lag.minutes > to} minutes={minutes} to={to} />)}</tbody>
            </table>
          )}
          <OnTime open={open} />
          <h3 className="section">{t('lag/benchmark')}</h3>
          <table className="table">
            <thead><tr>{['when', 'event', 'lag', 'source'].map((c) => <th scope="col" key={c}>{t(`lag/${c}`)}</th>)}</tr></thead>
            <tbody>{RESPONSE_BENCHMARK.map((b) => <tr key={b.when + b.source}><td className="num">{b.when}</td><td>{zh ? b.zh : b.en}</td><td className="num">{b.minutes.length > 0 ? t('lag/minutes', { n: b.minutes.map((n) => n.toLocaleString('en')).join(' / ') }) : '–'}</td><td className="dim">{b.source}</td></tr>)}</tbody>
          </table>
          <p className="dim">{t('lag/benchmarkNote')}</p>
          {data.seasons.length > 0 && (
            <table className="table" style={{ marginTop: 20 }}>
              <thead><tr>{['season', 'street', 'count', 'p50', 'p95'].map((c) => <th scope="col" key={c}>{t(`lag/${c}`)}</th>)}</tr></thead>
              <tbody>{data.seasons.map((s) => (
                <tr key={s.season + s.area}>
                  <td className="num">{s.season}</td><td>{names.area(s.area)}</td><td className="num">{s.n}</td>
                  {[s.p50, s.p95].map((n, i) => <td key={i} className={`num ${n > to ? 'over' : ''}`} title={n > to ? t('lag/over', { to }) : undefined}>{n > to ? '▲ ' : ''}{minutes(n)}</td>)}
                </tr>
              ))}</tbody>
            </table>
          )}
        </>
      )}
    </Drawer>
  );
}

function Row({ lag, over, minutes, to }: { lag: LagView; over: boolean; minutes: (n: number | undefined) => string; to: number }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return (
    <tr>
      <td><ColourChip colour={lag.colour} /> → <LevelChip level={lag.level} /><div className="dim" style={{ fontSize: 12 }}>{lag.areas.map(names.area).join(' ')}</div></td>
      {[lag.receivedAt, lag.decidedAt].map((at) => <td key={at} className="num">{shortTime(at, now)}:{clockTime(at).slice(6)}</td>)}
      <td className={`num ${over ? 'over' : ''}`} title={over ? t('lag/over', { to }) : undefined}>{over ? '▲ ' : ''}{minutes(lag.minutes)}</td>
      {lag.arrows.map((a) => <td key={a.stage} className={`num ${a.at ? '' : 'dim'}`} title={a.at && clockTime(a.at)}>{a.at ? minutes(a.minutes) : t('lag/open')}</td>)}
    </tr>
  );
}
