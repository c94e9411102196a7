import type { CurrentSession, SessionUser } from '@xunling/contracts/classes';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { newKey, read, Refused, remove, whenSignedOut, write } from './door.js';

interface Session { user: SessionUser | undefined; ready: boolean; /** The door did not answer at the start. */ unreachable: boolean; signIn(username: string, password: string): Promise<SessionUser>; signOut(): Promise<void> }
const Context = createContext<Session | undefined>(undefined);

/** Who is signed in, from the HttpOnly cookie. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<SessionUser>();
  const [ready, setReady] = useState(false);
  const [unreachable, setUnreachable] = useState(false);
  useEffect(() => {
    whenSignedOut(() => setUser(undefined));
    read<CurrentSession>('/api/sessions/current').then((s) => setUser(s.user), (e: unknown) => setUnreachable(!(e instanceof Refused) || e.status === 0 || e.status >= 500)).finally(() => setReady(true));
  }, []);
  const signIn = useCallback(async (username: string, password: string) => {
    const opened = await write<{ user: SessionUser }>('/api/sessions', { username, password }, newKey());
    setUnreachable(false);
    setUser(opened.user);
    return opened.user;
  }, []);
  const signOut = useCallback(async () => {
    await remove('/api/sessions/current').catch(() => undefined);
    setUser(undefined);
  }, []);
  const value = useMemo(() => ({ user, ready, unreachable, signIn, signOut }), [user, ready, unreachable, signIn, signOut]);
  return <Context value={value}>{children}</Context>;
}

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}
