import { useQuery } from '@tanstack/react-query';
import type { CalloutReceipt, MyCallout, MyCallouts } from '@xunling/contracts/classes';
import { useEffect, useRef, useState } from 'react';
import { read, Refused } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import './callouts.css';

/** The whole message takes this long; domain.md D.6. */
const WHOLE_SECONDS = 20;

/** One's own call first. */
const ORDER = ['person', 'deputy', 'superior'];

/** Calls that wait for the person who is signed in: listen to all of it, then answer. */
export function MyCalls() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({ queryKey: ['callouts', 'mine'], queryFn: () => read<MyCallouts>('/api/callouts/mine') });
  const items = [...(data?.items ?? [])].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  // a superior of many hears one message for all of them
  const first = new Map(items.map((c) => [c.role === 'superior' ? `${c.calloutId} superior` : c.rowId, c]));
  // without a link the page says so itself, and a call would not be there
  if (error instanceof Refused && error.status === 0) return null;
  if (error) return <Problem error={error} />;
  if (items.length === 0) return null;
  return <section className="sheet my-calls" aria-label={t('callouts/mine')}><h2>☎ {t('callouts/mine')} <span className="num">{first.size}</span></h2>{[...first].map(([key, c]) => <Call key={key} of={c} others={c.role === 'superior' ? items.filter((x) => x.role === 'superior' && x.calloutId === c.calloutId) : []} onDone={() => void refetch()} />)}</section>;
}

function Call({ of, others, onDone }: { of: MyCallout; others: readonly MyCallout[]; onDone: () => void }) {
  const { t, zh } = useWords();
  const now = useNow();
  const people = usePeople([of.userId, ...others.map((o) => o.userId)]);
  const { heard, playing, begin, stop } = useListening();
  const { sending, error, run } = useAct<CalloutReceipt>();
  const whole = heard >= WHOLE_SECONDS;
  const answer = async (answered: boolean) => { stop(); if (await run(`/api/callouts/${of.calloutId}/answer`, { rowId: of.rowId, heardSeconds: Math.floor(heard), answered })) onDone(); };
  const message = zh ? of.messageZh : (of.messageEn ?? of.messageZh);
  return (
    <article className="my-call">
      <p className="page-acts">{of.colour && <ColourChip colour={of.colour} />}{of.level && <LevelChip level={of.level} />}{of.kind === 'test' && <span className="chip line">{t('callouts/test')}</span>}<b>{of.post}</b><span className="dim num">{t('callouts/rungAt', { time: shortTime(of.rungAt, now), n: of.n })}</span></p>
      {of.role === 'deputy' && <p>{t('callouts/asDeputy', { who: people(of.userId) })}</p>}
      {of.role === 'superior' && <p className="over">▲ {t('callouts/asSuperior', { n: others.length, who: others.slice(0, 8).map((o) => people(o.userId)).join('、') })}</p>}
      {(playing || heard > 0) && <p className="my-message" aria-live="polite">{message}</p>}
      {(playing || heard > 0) && <div className="listened" role="progressbar" aria-label={t('callouts/listening')} aria-valuemin={0} aria-valuemax={WHOLE_SECONDS} aria-valuenow={Math.floor(heard)}><span style={{ width: `${(heard / WHOLE_SECONDS) * 100}%` }} /></div>}
      <div className="my-acts">
        {!playing && !whole && <button className="big" onClick={begin}>▶ {heard > 0 ? t('callouts/resume') : t('callouts/listen')}</button>}
        {playing && !whole && <p className="big second" role="status"><span className="num">{t('callouts/left', { s: Math.ceil(WHOLE_SECONDS - heard) })}</span></p>}
        {whole && <button className="big" disabled={sending} onClick={() => void answer(true)}>{sending ? t('trace/sending') : of.role === 'superior' ? t('callouts/takeOver') : t('callouts/answer')}</button>}
        {!whole && <button className="plain dim" disabled={sending} onClick={() => void answer(false)}>{t('callouts/decline')}</button>}
      </div>
      <Problem error={error} />
    </article>
  );
}

/** Seconds the message was on screen; time in which the page is hidden is not heard. */
function useListening(): { heard: number; playing: boolean; begin: () => void; stop: () => void } {
  const [heard, setHeard] = useState(0);
  const [playing, setPlaying] = useState(false);
  const last = useRef(0);
  useEffect(() => {
    if (!playing) return undefined;
    last.current = performance.now();
    const timer = setInterval(() => {
      const at = performance.now();
      const passed = document.visibilityState === 'visible' ? Math.min(at - last.current, 1000) : 0;
      last.current = at;
      setHeard((s) => Math.min(WHOLE_SECONDS, s + passed / 1000));
    }, 250);
    return () => clearInterval(timer);
  }, [playing]);
  useEffect(() => { if (heard >= WHOLE_SECONDS) setPlaying(false); }, [heard]);
  return { heard, playing, begin: () => setPlaying(true), stop: () => setPlaying(false) };
}
