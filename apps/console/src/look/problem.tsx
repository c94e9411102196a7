import { Refused } from '../api/door.js';
import { useWords } from '../words/use-words.js';

/** A refusal in full: what happened, which field, what is possible now. */
export function Problem({ error, kept }: { error: unknown; kept?: string }) {
  const { t, zh, code } = useWords();
  if (!error) return null;
  // a state is an order's, an item's, a plan's or a seat's; an unknown one is shown as it is
  const inWords = (state: string): string => ['state', 'item', 'plans/state', 'seats/state'].map((group) => code(group, state)).find((word) => word !== state) ?? state;
  const refused = error instanceof Refused ? error : undefined;
  return (
    <div className="problem" role="alert">
      <strong>{refused ? (zh ? refused.title.zh : refused.title.en) : t('error/unknown')}</strong>
      {refused?.detail && <div>{refused.detail}</div>}
      {refused?.errors.map((e) => <div key={e.path + e.reason}>{t('error/field', { path: e.path, message: zh ? (e.messageZh ?? e.message) : e.message })}</div>)}
      {refused?.state && <div className="dim">{t('error/state', { state: inWords(refused.state) })}</div>}
      {kept && <div className="dim">{kept}</div>}
    </div>
  );
}
