import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ROUTES } from '@xunling/contracts';
import type { AreaPage, ItemPage, ItemView, OrderView, PostPage, ReportPage, ReportView } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { SseParser } from '@xunling/client';
import type { OrderReminded, XlEvent } from '@xunling/contracts';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { ESCALATION_MOVES, ESCALATIONS } from '../escalations/escalated-to-me.js';
import { gathering } from '../live/gather.js';
import { setServerTime } from '../live/server-clock.js';
import { useWords } from '../words/use-words.js';
import { useKept, type Kept } from './kept.js';

export type ListName = 'duties' | 'missions' | 'requisitions';
export interface Item extends ItemView { list: ListName }

/** One's own items of all kinds one answers for; read again when an event says that one changed. */
export function useMine(lists: readonly ListName[]) {
  const { user } = useSession();
  return useKept<Item[]>(['mine', user?.id, ...lists], async () => (await Promise.all(lists.map(async (list) => (await pages(`/api/${list}?mine=true`)).map((i): Item => ({ ...i, list }))))).flat(), { enabled: lists.length > 0 });
}
/** One's own field reports, newest first. */
export function useMyReports() {
  const { user } = useSession();
  return useKept<ReportView[]>(['my-reports', user?.id], async () => (await read<ReportPage>('/api/reports?mine=true&limit=20')).items, { enabled: (user?.grants ?? []).some((g) => ROUTES['grid.report.list'].roles.some((r) => r === g.role)) });
}
/** Reported work of an area, for who verifies. */
export function useReported(area: string | undefined) {
  return useQuery({ queryKey: ['reported', area], queryFn: async () => (await Promise.all((['duties', 'missions', 'requisitions'] as const).map(async (list) => (await pages(`/api/${list}?area=${area}&state=reported`)).map((i): Item => ({ ...i, list }))))).flat(), enabled: !!area });
}

/** At most 2,000 items; nobody holds more at once. */
async function pages(path: string): Promise<ItemView[]> {
  const items: ItemView[] = [];
  for (let cursor: string | undefined, n = 0; n < 4; n++) {
    const page: ItemPage = await read<ItemPage>(`${path}&limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    items.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  return items;
}

/** Names of the areas of one street, asked for once. */
export function usePlaces(area: string | undefined): { area: (code: string) => string; to: (item: Item) => string } {
  const { zh } = useWords();
  const { user } = useSession();
  const street = area?.slice(0, 9);
  const { data } = useKept<AreaPage>(['places', street], () => read<AreaPage>(`/api/areas?area=${street}&limit=500`), { enabled: !!street, staleTime: Infinity });
  const names = new Map(data?.value.items.map((a) => [a.code, zh ? a.name : a.nameEn]));
  // an item carries its addressee's Chinese name; the English ones of one's own area are asked for once, where English is read
  const own = user?.grants.map((g) => g.area).sort((a, b) => a.length - b.length)[0];
  const english = useQuery({
    queryKey: ['addressees', own], enabled: !!own && !zh, staleTime: Infinity, retry: false,
    queryFn: async () => {
      const pages = await Promise.all(['posts', 'teams', 'depots'].map((kind) => read<PostPage>(`/api/${kind}?area=${own}&limit=500`).catch(() => undefined)));
      return new Map(pages.flatMap((page) => page?.items.map((x): [string, string] => [x.id, x.nameEn]) ?? []));
    },
  }).data;
  return { area: (code) => names.get(code) ?? code, to: (item) => (zh ? undefined : english?.get(item.post.id)) ?? item.post.name };
}

/** Whether a person called this one again since its last answer, or the clock asked before the deadline; read for the duty on top, and again when an event says so. */
export function useReminder(item: Item, wanted: boolean): { n: number; at: string; byClock?: boolean } | undefined {
  const { data } = useQuery({ queryKey: ['reminder', item.orderId], queryFn: () => read<OrderView>(`/api/orders/${item.orderId}`), enabled: wanted, retry: false, staleTime: 60_000 });
  const answered = [item.openedAt, item.acknowledged?.receivedAt, item.executing?.receivedAt, item.rounds.at(-1)?.returnedAt].filter((x): x is string => !!x).reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));
  const since = (at: string | undefined): at is string => !!at && Date.parse(at) > Date.parse(answered);
  if (!wanted || !data) return undefined;
  if (since(data.remindedAt)) return { n: data.reminders ?? 1, at: data.remindedAt };
  return since(data.promptedAt) ? { n: 1, at: data.promptedAt, byClock: true } : undefined;
}

const FOLLOWED = ['mine', 'reported', 'callouts', 'escalations', 'my-reports', 'evacuations', 'protect', 'on-post'] as const;
/** What an event of the ground says has changed, by the list that shows it. */
const GROUND: readonly [RegExp, string][] = [[/^grid\.(measure|area-measure|site|water|conflict)\./, 'protect'], [/^grid\.measure\./, 'reported'], [/^grid\.(evacuation|household|shelter)\./, 'evacuations'], [/^grid\.presence\./, 'on-post'], [/^grid\.report\./, 'my-reports']];
const ITEM = /^(grid\.duty|rescue\.mission|supplies\.requisition)\./;

/** Follows the events of an area without its picture, so that a phone carries little: what concerns items makes the lists be read again. */
export function useItemEvents(area: string | undefined): { live: boolean } {
  const client = useQueryClient();
  const [live, setLive] = useState(true);
  const { user } = useSession();
  const me = user?.id;
  useEffect(() => {
    if (!area) return undefined;
    const stop = new AbortController();
    const { soon, end } = gathering(client);
    // what came between a list's reading and the first byte of the stream, or while the link was cut, is on no stream of ours
    const anew = (): void => { for (const key of [...FOLLOWED, 'reminder']) soon([key]); };
    /** Opened, for anybody; or of an item one holds, or given to one. */
    const concerns = ({ itemId, to }: { itemId?: string; to?: string }, type: string): boolean =>
      type.includes('.opened.') || to === me || client.getQueriesData<Kept<Item[]>>({ queryKey: ['mine'] }).some(([, kept]) => kept?.value.some((i) => i.id === itemId));
    void follow(area, stop.signal, setLive, anew, (event) => {
      if (ITEM.test(event.type)) {
        soon(['reported']);
        if (concerns(event.data as { itemId?: string; to?: string }, event.type)) soon(['mine']);
      }
      for (const [types, key] of GROUND) if (types.test(event.type)) soon([key]);
      if (event.type.startsWith('command.callout.')) soon(['callouts', 'mine']);
      if (ESCALATION_MOVES.test(event.type)) soon(ESCALATIONS);
      if (event.type === 'command.order.reminded.v1' || event.type === 'command.order.prompted.v1') soon(['reminder', (event.data as OrderReminded).orderId]);
    });
    return () => { stop.abort(); end(); };
  }, [area, client, me]);
  return { live };
}

async function follow(area: string, stop: AbortSignal, onLive: (live: boolean) => void, onJoined: () => void, onEvent: (event: XlEvent) => void): Promise<void> {
  for (let wait = 500; !stop.aborted; wait = Math.min(wait * 2, 10_000)) {
    const quiet = new AbortController();
    let timer = setTimeout(() => quiet.abort(), 40_000);
    // the device says at once what silence would tell in half a minute
    window.addEventListener('offline', () => { onLive(false); quiet.abort(); }, { signal: AbortSignal.any([stop, quiet.signal]) });
    try {
      const response = await fetch(`/api/picture/events?area=${area}`, { credentials: 'same-origin', headers: { accept: 'text/event-stream' }, signal: AbortSignal.any([stop, quiet.signal]) });
      if (response.status === 401 || response.status === 403) { onLive(false); return; }
      if (response.ok && response.body) {
        onLive(true);
        onJoined();
        wait = 500;
        const parser = new SseParser();
        const decoder = new TextDecoder();
        const reader = response.body.getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          clearTimeout(timer);
          timer = setTimeout(() => quiet.abort(), 40_000);
          for (const frame of parser.push(decoder.decode(part.value, { stream: true }))) {
            if (frame.event === 'heartbeat') setServerTime((JSON.parse(frame.data) as { at: string }).at);
            else onEvent(JSON.parse(frame.data) as XlEvent);
          }
        }
      }
    } catch { /* the link is lost: said on the page, tried again below */ } finally { clearTimeout(timer); }
    if (stop.aborted) return;
    onLive(false);
    await new Promise<void>((resolve) => {
      const again = setTimeout(resolve, wait);
      window.addEventListener('online', () => { clearTimeout(again); wait = 500; resolve(); }, { once: true, signal: stop });
    });
  }
}
