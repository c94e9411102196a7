import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { startXunling, type Xunling } from '@xunling/local';
import { freshFolder, waitFor } from '@xunling/testing';
import { settled } from './settled.js';

export const PASSWORD = 'e2e-demo-password';

export interface Answer<T = Record<string, unknown>> { status: number; body: T; headers: Headers }

/** A door that is busy for a minute is a fault. */
const MOST_TRIES = 12;

/** On a crowded machine a service may not answer within the door's five seconds: it is asked again, as every client does. */
async function untilAnswered(send: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await send();
    if (response.status !== 504 || tries === MOST_TRIES) return response;
    await response.arrayBuffer();
  }
}

/** One signed-in person at the door. */
export class Person {
  constructor(private readonly url: string, readonly token: string, readonly userId: string) {}

  async get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> { return this.call('GET', path); }
  async post<T = Record<string, unknown>>(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer<T>> { return this.call('POST', path, JSON.stringify(body), headers); }
  /** Posts, and answers what became of it. @throws Error with the answer where it is refused */
  async act<T = Record<string, unknown>>(path: string, body: object = {}): Promise<T> {
    const answer = await this.post<T>(path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  /** Asks until the door has an answer; a write under one key, so that a repetition has no second effect. */
  async call<T>(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const key: Record<string, string> = method === 'GET' ? {} : { 'idempotency-key': randomUUID() };
    return answerOf<T>(await untilAnswered(() => this.send(method, path, body, { ...key, ...headers })));
  }
  /** Posts one time, whatever comes of it. */
  async once<T = Record<string, unknown>>(path: string, body: object, headers: Record<string, string>): Promise<Answer<T>> { return answerOf<T>(await this.send('POST', path, JSON.stringify(body), headers)); }

  private send(method: string, path: string, body: string | undefined, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}${path}`, { method, headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, ...(body ? { body } : {}) });
  }

  /** Uploads a tiny real PNG; answers the evidence id. */
  async photo(): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([PNG], { type: 'image/png' }), 'photo.png');
    const headers = { authorization: `Bearer ${this.token}`, 'idempotency-key': randomUUID() };
    const response = await untilAnswered(() => fetch(`${this.url}/api/evidence`, { method: 'POST', headers, body: form }));
    if (response.status !== 201) throw new Error(`photo: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  return { status: response.status, body: (text && /[/+]json\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as T, headers: response.headers };
}

/** One grey pixel. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64');

/** The whole system on a folder of its own, spoken to through the door only. */
export class City {
  private readonly people = new Map<string, Promise<Person>>();
  private constructor(readonly system: Xunling, private readonly folder: string) {}

  /** On a copy of the first start that the test command keeps (seed-city.ts), or from nothing where there is none. */
  static async start(env: NodeJS.ProcessEnv = {}): Promise<City> {
    const folder = freshFolder('city');
    // cp, not fs.cp: PostgreSQL's files belong to a user of their own
    if (process.env['XL_SEEDED_CITY']) execFileSync('cp', ['-a', '--reflink=auto', `${process.env['XL_SEEDED_CITY']}/.`, folder]);
    const city = await City.at(folder, env);
    if (!process.env['XL_SEEDED_CITY']) await city.begun();
    return city;
  }

  /** Until every service knows what was seeded: after a first start they hear of it one after the other. */
  async begun(): Promise<void> { await waitFor(() => settled(this), 120_000, 'everybody to know what was seeded'); }

  /** Starts on a folder that may hold an earlier start's data. */
  static async at(folder: string, env: NodeJS.ProcessEnv = {}): Promise<City> {
    const system = await startXunling({ dataDir: folder, httpPort: 0, quiet: true, env: { XL_DEMO_PASSWORD: PASSWORD, XL_LOG_LEVEL: 'warn', ...env } });
    const city = new City(system, folder);
    await waitFor(async () => (await fetch(`${city.url}/health/ready`)).ok, 60_000, 'the door to be ready');
    // a message the intake refuses by name shows that it knows its areas; until then it answers 503
    await waitFor(async () => (await city.alert('<no-alert/>')).status === 422, 60_000, 'the intake to know its areas');
    return city;
  }

  get url(): string { return this.system.url; }

  as(username: string): Promise<Person> {
    const known = this.people.get(username);
    if (known) return known;
    const signing = this.signIn(username);
    this.people.set(username, signing);
    return signing;
  }

  async signIn(username: string, password = PASSWORD): Promise<Person> {
    const response = await fetch(`${this.url}/api/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }) });
    const body = (await response.json()) as { token: string; user: { id: string } };
    if (response.status !== 201) throw new Error(`${username} could not sign in: ${response.status} ${JSON.stringify(body)}`);
    return new Person(this.url, body.token, body.user.id);
  }

  /** Posts an alert with the demo feed's key. */
  async alert<T = Record<string, unknown>>(xml: string | Buffer, type = 'application/cap+xml', key = `feed-demo.${PASSWORD}`): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api/feeds/cap`, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${key}` }, body: xml as string });
    return { status: response.status, body: (await response.json()) as T, headers: response.headers };
  }

  /** Posts readings of gauges with the demo feed's key. */
  async observe<T = Record<string, unknown>>(observations: readonly object[]): Promise<Answer<T>> {
    const response = await untilAnswered(() => fetch(`${this.url}/api/feeds/observations`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer feed-demo.${PASSWORD}` }, body: JSON.stringify({ observations }) }));
    return { status: response.status, body: (await response.json()) as T, headers: response.headers };
  }

  async stop({ keep = false } = {}): Promise<void> {
    await this.system.stop();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }

  get dataDir(): string { return this.folder; }
}
