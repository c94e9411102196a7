import { Button } from 'antd';
import type { PlanVersionView } from '@xunling/contracts/classes';
import { useRef, useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** A JSON file becomes a draft; each bad field is named. */
export function ImportPlan({ onDone }: { onDone: (version: string) => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const file = useRef<HTMLInputElement>(null);
  const [broken, setBroken] = useState(false);
  const { sending, error, run } = useAct<PlanVersionView>();
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setBroken(false);
    try {
      const read = JSON.parse(await chosen.text()) as { document?: object };
      const made = await run('/api/plans', { document: read.document ?? read });
      if (made) onDone(made.planVersion);
    } catch { setBroken(true); }
    if (file.current) file.current.value = '';
  };
  return (
    <div className="plan-import">
      <input ref={file} type="file" accept="application/json,.json" hidden aria-hidden="true" tabIndex={-1} onChange={(e) => void take(e.target.files?.[0])} />
      <Button loading={sending} disabled={phase !== 'live'} onClick={() => file.current?.click()}>{t('plans/import')}</Button>{' '}
      <a className="link" href="/api/plans/schema" target="_blank" rel="noreferrer">{t('plans/schema')}</a>
      {broken && <p className="over" role="alert">▲ {t('plans/notJson')}</p>}
      <Problem error={error} />
    </div>
  );
}
