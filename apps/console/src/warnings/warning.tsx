import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { WarningDetail } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read, readBlob } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { clockTime, dateOf, shortTime } from '../view/time.js';
import { lifeOf, type LifeStep } from '../view/warning-life.js';
import { useWords } from '../words/use-words.js';
import { Decisions } from './decisions.js';

const MINUTE = 60_000;
const minutesBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE);
/** A message that took longer than this to come is said to be late (OURS). */
const LATE_MIN = 5;

/** One warning: whose it is, what its issuer said step by step, the bytes as they came, and what was decided. */
export function Warning({ id }: { id: string }) {
  const { t } = useWords();
  const names = useNames(useLive().picture);
  const query = useQuery({ queryKey: ['warnings', 'one', id], queryFn: () => read<WarningDetail>(`/api/warnings/${id}`) });
  const w = query.data;
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  if (!w) return <Skeleton active />;
  const full = (at: string): string => `${dateOf(at)} ${clockTime(at)}`;
  const facts: [string, string][] = [['issuer', w.issuer], ['areas', w.areas.map(names.area).join(' ')], ['sent', full(w.sent)], ['received', full(w.receivedAt)], ['expires', full(w.expiresAt)]];
  return (
    <article aria-label={w.headline}>
      <h2><ColourChip colour={w.colour} hazard={w.hazard} /> {w.headline} <span className="chip line">{t(`warnings/state_${w.state}`)}</span></h2>
      <dl className="warning-facts">{facts.map(([word, value]) => <div key={word}><dt className="dim">{t(`warnings/${word}`)}</dt><dd className="num">{value}</dd></div>)}</dl>
      <h3 className="section">{t('warnings/life')}</h3>
      <ol className="warning-life">{lifeOf(w).map((s) => <Step key={`${s.alertId ?? 'end'}${s.verb}${s.at}`} step={s} />)}</ol>
      <Original id={id} digest={w.digest} />
      <Decisions warningId={id} />
    </article>
  );
}

function Step({ step: { verb, at, receivedAt, colour, headline } }: { step: LifeStep }) {
  const { t } = useWords();
  const now = useNow();
  const took = receivedAt ? minutesBetween(at, receivedAt) : 0;
  return (
    <li>
      <span className="num">{shortTime(at, now)}</span> <b>{t(`warnings/v_${verb}`)}</b> {colour && <ColourChip colour={colour} />} {headline && <span>{headline}</span>}
      {receivedAt && <span className="dim num"> {t('warnings/received')} {shortTime(receivedAt, now)}</span>}
      {took >= LATE_MIN && <span className="over"> ▲ {t('warnings/lateBy', { n: took })}</span>}
    </li>
  );
}

/** The bytes of the newest message as they came, on the page or as a file; read when they are asked for. */
function Original({ id, digest }: { id: string; digest: string }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const path = `/api/warnings/${id}/original`;
  const text = useQuery({ queryKey: ['original', digest], queryFn: async () => (await readBlob(path)).text(), enabled: shown, staleTime: Infinity });
  return (
    <>
      <h3 className="section">{t('warnings/original')}</h3>
      <div className="page-acts"><Button aria-expanded={shown} loading={shown && text.isPending && !text.error} onClick={() => setShown(!shown)}>{t(shown ? 'warnings/hide_original' : 'warnings/show_original')}</Button><a href={path} download={`${id}.xml`}>{t('warnings/download')}</a></div>
      {shown && <Problem error={text.error} />}
      {shown && text.data !== undefined && <pre className="original" tabIndex={0}>{text.data}</pre>}
      <p className="dim num hash">{t('warnings/digest')} {digest}</p>
    </>
  );
}
