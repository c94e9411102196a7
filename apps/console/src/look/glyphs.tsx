import { useNow } from '../live/server-clock.js';
import { span, urgency } from '../view/time.js';
import { useWords } from '../words/use-words.js';

export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M5 12q5.5-5 11 0t11 0M5 20q5.5-5 11 0t11 0" fill="none" stroke="var(--on-accent)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

/** Overdue: glyph, word and colour say the same. */
export function Late({ n, title }: { n: number; title?: string }) {
  const { t } = useWords();
  return <span className="late" title={title}>▲ {t('matrix/overdue', { n })}</span>;
}

export function LevelChip({ level }: { level?: string | undefined }) {
  const { t } = useWords();
  return <span className={`chip l-${level ?? 'none'}`}>{t(`level/${level ?? 'none'}`)}</span>;
}
export function ColourChip({ colour, hazard }: { colour: string; hazard?: string }) {
  const { t, code } = useWords();
  return <span className={`chip c-${colour}`}>{hazard ? `${code('hazard', hazard)} ` : ''}{t(`colour/${colour}`)}</span>;
}

/** Time left to an instant, ticking by the server's clock; says so when it is over. */
export function Countdown({ due, className = 'clock', word = true }: { due: number; className?: string; word?: boolean }) {
  const now = useNow();
  const { t } = useWords();
  const left = due - now;
  const how = urgency(left);
  return <span className={`${className} num ${how === 'over' ? 'over' : ''} ${how === 'last' ? 'pulse' : ''}`}>{how === 'over' ? '▲ ' : ''}{!word ? span(left) : how === 'over' ? t('board/over', { span: span(left) }) : t('board/left', { span: span(left) })}</span>;
}
