import type { IncomingHttpHeaders } from 'node:http';

export const COOKIE = 'xl_session';

/** What a request brought along to say who it is: a bearer token wins over the cookie. */
export function credentialOf(headers: IncomingHttpHeaders): { kind: 'bearer' | 'cookie'; token: string } | undefined {
  const bearer = /^Bearer (\S{1,300})$/i.exec(headers.authorization ?? '');
  if (bearer) return { kind: 'bearer', token: bearer[1]! };
  // A credential of a form we do not know is a wrong one, never "none".
  if (headers.authorization) return { kind: 'bearer', token: '' };
  const cookie = (headers.cookie ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${COOKIE}=`));
  const token = cookie?.slice(COOKIE.length + 1);
  return token ? { kind: 'cookie', token } : undefined;
}

/** `Set-Cookie` of a session: never readable by a script, never sent across sites. */
export function cookieOf(token: string, expires: Date, secure: boolean): string {
  return `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expires.toUTCString()}${secure ? '; Secure' : ''}`;
}

export const languageOf = (accept: string | undefined): 'zh' | 'en' => (/^\s*en\b/i.test(accept ?? '') ? 'en' : 'zh');
