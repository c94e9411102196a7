import { useSyncExternalStore } from 'react';
import { newKey, Refused, write } from '../api/door.js';
import { serverNow } from '../live/server-clock.js';
import { answerOf, nextOf, type QueuedAct } from '../view/queue.js';
import { allActs, dropAct, keepAct } from './device-store.js';

export interface Receipt { id: string; subject: string; verb: string; about: string; at: string; /** What the server answered. */ answer: unknown }
/** `sending` is the act under way; `receipts` are those of this visit, the newest first. */
export interface QueueState { acts: readonly QueuedAct[]; sending?: string; receipts: readonly Receipt[]; signedOut: boolean; ready: boolean; broken: boolean }

const RETRY_MS = { first: 1_000, most: 15_000 };
let state: QueueState = { acts: [], receipts: [], signedOut: false, ready: false, broken: false };
let user: string | undefined;
let wait = RETRY_MS.first;
let timer: ReturnType<typeof setTimeout> | undefined;
let running = false;
const listeners = new Set<() => void>();
const settled = new Set<(receipt: Receipt) => void>();
const set = (patch: Partial<QueueState>): void => { state = { ...state, ...patch }; for (const fn of listeners) fn(); };

export const useQueue = (): QueueState => useSyncExternalStore((fn) => { listeners.add(fn); return () => listeners.delete(fn); }, () => state);
/** Called with each receipt as it comes. */
export const onReceipt = (fn: (receipt: Receipt) => void): (() => void) => { settled.add(fn); return () => settled.delete(fn); };

/** Reads what was left from before and begins to send it; one person at a time. */
export async function startQueue(userId: string): Promise<void> {
  if (user !== userId) set({ receipts: [] });
  user = userId;
  try { set({ acts: (await allActs()).filter((a) => a.userId === userId).sort((a, b) => a.no - b.no), ready: true, signedOut: false, broken: false }); } catch { set({ ready: true, broken: true }); }
  void send();
}
window.addEventListener('online', () => { wait = RETRY_MS.first; void send(); });

/** Puts an act on the device, then sends it; resolves when it is kept, not when it is sent. @throws where the device keeps nothing */
export async function enqueue(act: Pick<QueuedAct, 'path' | 'body' | 'subject' | 'verb' | 'about'> & { photo?: { blob: Blob; takenAt: string } | undefined }): Promise<void> {
  const { photo, body, ...rest } = act;
  const at = new Date(serverNow()).toISOString();
  const last = state.acts.at(-1)?.no ?? 0;
  const kept: QueuedAct = { ...rest, body: { ...body, at }, at, id: newKey(), no: Math.max(last + 1, Date.now()), userId: user!, state: 'waiting', ...(photo ? { photo } : {}) };
  await keepAct(kept);
  set({ acts: [...state.acts, kept] });
  void send();
}
/** Sends a refused act again in other words: another body is another key. */
export async function correct(id: string, body: Record<string, unknown>, photo?: { blob: Blob; takenAt: string }): Promise<void> {
  const old = state.acts.find((a) => a.id === id);
  if (!old) return;
  const { refusal: _refusal, ...rest } = old;
  const now: QueuedAct = { ...rest, id: newKey(), body: { ...rest.body, ...body }, state: 'waiting', ...(photo ? { photo } : {}) };
  await keepAct(now);
  await dropAct(id);
  set({ acts: state.acts.map((a) => (a.id === id ? now : a)) });
  void send();
}
/** Takes back what was never accepted by the server. */
export async function withdrawAct(id: string): Promise<void> {
  if (state.sending === id) return;
  await dropAct(id);
  set({ acts: state.acts.filter((a) => a.id !== id) });
  void send();
}

/** One sender over all tabs where the browser can hold a lock; a double would have one effect all the same. */
async function send(): Promise<void> {
  if (running || !user) return;
  running = true;
  clearTimeout(timer);
  try {
    if ('locks' in navigator) await navigator.locks.request('xunling-queue', { ifAvailable: true }, async (lock) => { if (lock) await drain(); else again(); });
    else await drain();
  } finally { running = false; }
}
const again = (): void => { timer = setTimeout(() => void send(), wait); wait = Math.min(wait * 2, RETRY_MS.most); };

async function drain(): Promise<void> {
  for (let act = nextOf(state.acts, user!); act; act = nextOf(state.acts, user!)) {
    set({ sending: act.id });
    const outcome = await sendOne(act);
    const { sending: _sending, ...rest } = state;
    state = rest;
    if (outcome === 'signed-out') { set({ signedOut: true }); return; }
    if (outcome === 'again') { set({}); again(); return; }
    wait = RETRY_MS.first;
    set({});
  }
}

async function sendOne(act: QueuedAct): Promise<'done' | 'again' | 'signed-out'> {
  try {
    let { body } = act;
    if (act.photo) {
      const evidenceId = act.photo.evidenceId ?? (await upload(act));
      body = { ...body, evidence: [evidenceId] };
    }
    const answer = await write<unknown>(act.path, body, act.id);
    await dropAct(act.id);
    const receipt = { id: act.id, subject: act.subject, verb: act.verb, about: act.about, at: new Date(serverNow()).toISOString(), answer };
    // what was answered is on screen before the act leaves it: no button comes back for a moment
    for (const fn of settled) fn(receipt);
    set({ acts: state.acts.filter((a) => a.id !== act.id), receipts: [receipt, ...state.receipts].slice(0, 50) });
    return 'done';
  } catch (problem) {
    const refused = problem instanceof Refused ? problem : new Refused(0, 'link.lost', { zh: '', en: '' });
    const means = answerOf(refused.status, refused.code);
    if (means !== 'refused') return means === 'signed-out' ? means : 'again';
    const kept: QueuedAct = { ...state.acts.find((a) => a.id === act.id)!, state: 'rejected', refusal: { code: refused.code, zh: refused.title.zh, en: refused.title.en, errors: refused.errors.map(({ path, message, messageZh }) => ({ path, message, ...(messageZh ? { messageZh } : {}) })), ...(refused.detail ? { detail: refused.detail } : {}) } };
    await keepAct(kept);
    set({ acts: state.acts.map((a) => (a.id === act.id ? kept : a)) });
    return 'done';
  }
}

/** The photo goes up first, under a key of its own; its id is kept, so that it goes up once. */
async function upload(act: QueuedAct): Promise<string> {
  const form = new FormData();
  form.append('takenAt', act.photo!.takenAt);
  form.append('file', act.photo!.blob, 'photo.jpg');
  const { id } = await write<{ id: string }>('/api/evidence', form, `photo-${act.id}`);
  const kept = { ...act, photo: { ...act.photo!, evidenceId: id } };
  await keepAct(kept);
  set({ acts: state.acts.map((a) => (a.id === act.id ? kept : a)) });
  return id;
}
