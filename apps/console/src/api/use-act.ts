import { useRef, useState } from 'react';
import { newKey, Refused, write } from './door.js';

export interface Act<T> { sending: boolean; done: T | undefined; error: unknown; run(path: string, body: object): Promise<T | undefined>; clear(): void }

/**
 * One act of a person: sending until the server's receipt. The same act keeps its key until it is answered, so that pressing again
 * after a lost answer has no second effect; a refusal ends the act.
 */
export function useAct<T>(): Act<T> {
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<T>();
  const [error, setError] = useState<unknown>();
  const key = useRef({ text: '', key: newKey() });
  const run = async (path: string, body: object): Promise<T | undefined> => {
    const text = path + JSON.stringify(body);
    if (key.current.text !== text) key.current = { text, key: newKey() };
    setSending(true);
    setError(undefined);
    try {
      const answer = await write<T>(path, body, key.current.key);
      key.current = { text: '', key: newKey() };
      setDone(answer);
      return answer;
    } catch (problem) {
      setError(problem);
      if (problem instanceof Refused && problem.status >= 400 && problem.status < 500) key.current = { text: '', key: newKey() };
      return undefined;
    } finally {
      setSending(false);
    }
  };
  return { sending, done, error, run, clear: () => { setDone(undefined); setError(undefined); } };
}
