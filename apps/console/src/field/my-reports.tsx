import { REPORT_KIND_WORDS, type ReportKind } from '@xunling/contracts';
import { usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { useMyReports } from './items.js';

/** What became of what one reported: read, in hand, closed with the reason. */
export function MyReports() {
  const { t, zh } = useWords();
  const now = useNow();
  const items = useMyReports().data?.value ?? [];
  const people = usePeople(items.flatMap((r) => r.steps.map((s) => s.by)));
  if (items.length === 0) return null;
  return (
    <details open>
      <summary className="dim" style={{ minHeight: 44, paddingTop: 10 }}>{t('field/myReports', { n: items.length })}</summary>
      <ul className="my-reports">{items.map((r) => {
        const words = REPORT_KIND_WORDS[r.kind as ReportKind];
        const last = r.steps.filter((s) => ['acknowledged', 'taken', 'closed', 'reopened'].includes(s.act)).at(-1);
        return (
          <li key={r.id} className="row" style={{ cursor: 'default' }}>
            <span style={{ minWidth: 0, flex: 1 }}><b>{words ? (zh ? words.zh : words.en) : r.kind}</b> <span className="dim num">{shortTime(r.occurredAt, now)}</span><br /><span className="dim cut" style={{ fontSize: 12, display: 'block' }}>{last ? `${people(last.by)} ${shortTime(last.at, now)}${last.reason ? ` · ${last.reason}` : ''}` : t('field/notRead')}</span></span>
            <span className={`chip line`}>{t(`reports/s_${r.state}`)}</span>
          </li>
        );
      })}</ul>
    </details>
  );
}
