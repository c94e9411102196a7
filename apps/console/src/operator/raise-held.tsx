import { useQuery } from '@tanstack/react-query';
import type { DecisionView } from '@xunling/contracts/classes';
import type { DecisionFact } from '@xunling/picture';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { Problem } from '../look/problem.js';
import { Choose } from './choose-level.js';

/** What is held need not wait for its review: the situation changed, and it is raised now. */
export function RaiseHeld({ id, fact, me }: { id: string; fact: DecisionFact; me: string }) {
  const people = usePeople([fact.owner]);
  const detail = useQuery({ queryKey: ['decision', id, fact.state, fact.decidedAt], queryFn: () => read<DecisionView>(`/api/decisions/${id}`) });
  return <article className="decision"><Problem error={detail.error} />{detail.data?.reviewAt && <Choose id={id} fact={fact} detail={detail.data} mine={fact.owner === me} me={me} may ownerName={people(fact.owner)} />}</article>;
}
