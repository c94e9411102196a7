import type { PlanVersionView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { FileButton } from './file-button.js';

/** A JSON file becomes a draft; each bad field is named. */
export function ImportPlan({ onDone }: { onDone: (version: string) => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [broken, setBroken] = useState(false);
  const { sending, error, run } = useAct<PlanVersionView>();
  const take = async (chosen: File) => {
    setBroken(false);
    try {
      const read = JSON.parse(await chosen.text()) as { document?: object };
      const made = await run('/api/plans', { document: read.document ?? read });
      if (made) onDone(made.planVersion);
    } catch { setBroken(true); }
  };
  return (
    <div className="plan-import">
      <FileButton label={t('plans/import')} busy={sending} disabled={phase !== 'live'} onFile={take} />{' '}
      <a className="link" href="/api/plans/schema" target="_blank" rel="noreferrer">{t('plans/schema')}</a>
      {broken && <p className="over" role="alert">▲ {t('plans/notJson')}</p>}
      <Problem error={error} />
    </div>
  );
}
