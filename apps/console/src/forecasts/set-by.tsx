import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { usePeople } from '../api/names.js';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Which configuration holds, who set it when, and the form to put another in force for who may; it stays open until it is sent or left. */
export function SetBy({ version, by, at, may, receipt, label, form }: { version: number; by: string | undefined; at: string | undefined; may: boolean; receipt: string; label: string; form: (done: () => void, close: () => void) => ReactNode }) {
  const { t } = useWords();
  const people = usePeople(by ? [by] : []);
  const [state, setState] = useState<'shown' | 'open' | 'done'>('shown');
  return (
    <>
      <p className="page-acts set-by"><span className="dim num">{by && at ? t('forecasts/setBy', { n: version, who: people(by), time: `${dateOf(at)} ${clockTime(at).slice(0, 5)}` }) : t('forecasts/byDefault')}</span>
        {may && state !== 'open' && <Button size="small" aria-expanded={false} onClick={() => setState('open')}>{label}</Button>}
        {state === 'done' && <span className="receipt" role="status">✓ {receipt}</span>}</p>
      {may && state === 'open' && form(() => setState('done'), () => setState('shown'))}
    </>
  );
}
