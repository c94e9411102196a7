import type { StaffingAlarm } from '@xunling/contracts/classes';
import { usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** What is wrong with who holds what; it goes by itself once it is cured. */
export function Alarms({ alarms }: { alarms: readonly StaffingAlarm[] }) {
  const { t } = useWords();
  const now = useNow();
  const people = usePeople(alarms.flatMap((a) => a.userId ?? []));
  if (alarms.length === 0) return <p className="receipt" role="status">✓ {t('seats/allWell')}</p>;
  return (
    <section className="sheet" aria-label={t('seats/alarms')} role="alert">
      <h2 className="over">▲ {t('seats/alarms')} <span className="num">{alarms.length}</span></h2>
      <ul>{alarms.map((a) => (
        <li key={a.id}>
          {a.kind === 'seat-vacant' && t('seats/vacantFor', { seat: t(`seats/seat_${a.about}`), span: span(now - Date.parse(a.since)) })}
          {a.kind === 'two-key-posts' && t('seats/twoPosts', { name: people(a.userId ?? ''), posts: a.posts.map((p) => t(`seats/seat_${p.post}`)).join(' + ') })}
          {a.kind === 'roster-gap' && (a.until ? t('seats/gapSpan', { from: shortTime(a.since, now), until: shortTime(a.until, now) }) : t('seats/gapFrom', { from: shortTime(a.since, now) }))}
          {' '}<span className="dim num">{t('seats/raisedAt', { time: shortTime(a.raisedAt, now) })}</span>
        </li>
      ))}</ul>
    </section>
  );
}
