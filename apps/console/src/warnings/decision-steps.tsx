import { useQuery } from '@tanstack/react-query';
import type { JournalPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { eventKey } from '../view/event.js';
import { lapseSays } from '../view/lapse.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** What the journal says of one step: of each kind only what it has. */
interface StepEvent { id: string; type: string; time: string; actor: string; data: { by?: string; to?: string; reason?: string; reviewAt?: string; level?: string } }
const MOST = 200;

/** Every step of a decision as the journal has it, earlier holds and their times of review too; read when it is asked for. */
export function DecisionSteps({ id }: { id: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const query = useQuery({ queryKey: ['warnings', 'steps', id], queryFn: () => read<JournalPage>(`/api/journal?aggregate=decision/${id}&limit=${MOST}`), enabled: open });
  const said = (query.data?.items ?? []).map((i) => i.event as unknown as StepEvent);
  // where an event is said in an earlier form too, its newest form tells it
  const steps = said.filter((s) => !said.some((o) => o.time === s.time && eventKey(o.type) === eventKey(s.type) && o.type > s.type));
  const people = usePeople(steps.flatMap((s) => [s.data.by ?? s.actor.replace(/^user:/, ''), ...(s.data.to ? [s.data.to] : [])]));
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="dim">{t('warnings/steps')}</summary>
      {open && <Problem error={query.error} />}
      <ul className="hops">{steps.map((s) => <Step key={s.id} of={s} people={people} />)}</ul>
    </details>
  );
}

function Step({ of: { type, time, actor, data }, people }: { of: StepEvent; people: (id: string) => string }) {
  const { t, code, zh } = useWords();
  const now = useNow();
  const who = data.by ?? (actor.startsWith('system:') ? undefined : actor.replace(/^user:/, ''));
  const passed = type.startsWith('command.decision.passed.');
  const why = data.reason && (passed ? code('decision/hop', data.reason) : type.startsWith('command.decision.lapsed.') ? lapseSays(data.reason, zh) : data.reason);
  return <li><span className="num">{shortTime(time, now)}</span> <b>{code('event', eventKey(type))}</b> {data.level && <LevelChip level={data.level} />} {who && people(who)} {passed && data.to && `→ ${people(data.to)}`} {why && <span className="dim">{why}</span>} {data.reviewAt && <span>◷ {t('warnings/review', { time: shortTime(data.reviewAt, now) })}</span>}</li>;
}
