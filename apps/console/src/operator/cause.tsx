import type { DecisionFact } from '@xunling/picture';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { useWords } from '../words/use-words.js';

/** What asks for the decision: a warning by its colour, or gauges by the level whose conditions they meet. */
export function Cause({ fact: { colour, hazard, observed } }: { fact: Pick<DecisionFact, 'colour' | 'hazard' | 'observed'> }) {
  const { t } = useWords();
  if (observed) return <><LevelChip level={observed.level} /><b style={{ whiteSpace: 'nowrap' }}>{t('decision/byGauges')}</b></>;
  return <ColourChip colour={colour ?? ''} hazard={hazard} />;
}
