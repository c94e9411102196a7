import { useWords } from '../words/use-words.js';

const GLYPH: Record<string, string> = { draft: '✎', 'in-review': '◔', approved: '◑', published: '✓', retired: '⊘' };
/** State by glyph and word. */
export function PlanState({ state }: { state: string }) {
  const { code } = useWords();
  return <span className={`chip line plan-${state}`}>{GLYPH[state] ?? ''} {code('plans/state', state)}</span>;
}
