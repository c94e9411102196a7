import { Controller, Inject } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import type { AnswerCalloutInput, CalloutById, CalloutPage, CalloutReceipt, CalloutRows, CalloutRowView, CalloutView, ChannelList, DoorCheckInput, EndCalloutInput, ListCalloutRowsInput, ListCalloutsInput, ListSuppressedInput, MyCallouts, PassCalloutRowInput, PostedReceipts, PostReceiptsInput, StartCalloutInput, StartedCallout, SuppressedPage, TestContactsInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { areasOf, callerOf, mustConcern, scopesOf } from '../caller.js';
import { cursorOf, limitOf, page, positionOf } from '../rows.js';
import { AnswerCallout } from './answer-callout.js';
import { CalloutStore, type CalloutRow } from './callout.store.js';
import { CalloutViews, receiptShown, suppressedShown } from './callout.view.js';
import { CheckDoor } from './check-door.js';
import { CHANNEL_PORT } from './channel.tokens.js';
import type { Channels } from './channels.js';
import { EndCallouts } from './end-callout.js';
import { PassRow } from './pass-row.js';
import { CALLERS, StartCallout } from './start-callout.js';
import { TakeReceipts } from './take-receipts.js';

@Controller()
export class CalloutController {
  constructor(
    private readonly callouts: CalloutStore, private readonly views: CalloutViews, private readonly starting: StartCallout, private readonly answering: AnswerCallout, private readonly passing: PassRow, private readonly checking: CheckDoor,
    private readonly ending: EndCallouts, private readonly receipts: TakeReceipts, @Inject(CHANNEL_PORT) private readonly channels: Channels,
  ) {}

  @Handle('command.callout.list')
  async list({ incident, state, cursor, limit }: ListCalloutsInput, work: Work): Promise<CalloutPage> {
    const most = Math.min(limit ?? 20, 50);
    const rows = await this.callouts.list(work.em, { mine: areasOf(callerOf(work)), ...(incident ? { incident } : {}), ...(state ? { running: state === 'running' } : {}), before: positionOf(cursor), limit: most + 1 });
    const items = await this.views.shown(work.em, rows.slice(0, most));
    return { items, ...(rows.length > most ? { nextCursor: cursorOf(rows[most - 1]!.pos) } : {}) };
  }

  @Handle('command.callout.get') async get({ id }: CalloutById, work: Work): Promise<CalloutView> { return (await this.views.shown(work.em, [await this.seen(id, work)]))[0]!; }
  @Handle('command.callout.channels') channelList(): Promise<ChannelList> { return Promise.resolve({ items: this.channels.list() }); }
  @Handle('command.callout.mine') async mine(_input: object, work: Work): Promise<MyCallouts> { return { items: await this.views.mine(work.em, callerOf(work).userId, work.at) }; }
  @Handle('command.callout.receipts') async take(input: PostReceiptsInput, work: Work): Promise<PostedReceipts> { return { items: await this.receipts.execute(input, work) }; }

  @Handle('command.callout.rows')
  async rows({ id, state, area, cursor, limit }: ListCalloutRowsInput, work: Work): Promise<CalloutRows> {
    await this.seen(id, work);
    // a row carries its tries and receipts: more of them would not fit one reply
    const most = Math.min(limit ?? 50, 50);
    const rows = await this.callouts.rows(work.em, { calloutId: id, scopes: scopesOf(area ? { area } : {}, work), ...(state ? { state } : {}), after: positionOf(cursor), limit: most + 1 });
    const items = await this.views.persons(work.em, rows.slice(0, most));
    return { items, ...(rows.length > most ? { nextCursor: cursorOf(rows[most - 1]!.pos) } : {}) };
  }

  @Handle('command.callout.suppressed')
  async suppressed({ id, cursor, limit }: ListSuppressedInput, work: Work): Promise<SuppressedPage> {
    const most = limitOf(limit);
    await this.seen(id, work);
    return page(await this.callouts.notHanded(work.em, id, scopesOf({}, work), positionOf(cursor), most + 1), most, suppressedShown);
  }

  @Handle('command.callout.start')
  async start(input: StartCalloutInput, work: Work): Promise<StartedCallout> {
    const { callout, continued } = await this.starting.execute(input, work);
    return { ...(await this.views.one(work.em, callout)), continued };
  }

  @Handle('command.contact.test') async test({ areas }: TestContactsInput, work: Work): Promise<CalloutView> { return this.views.one(work.em, await this.starting.test(areas, work)); }

  @Handle('command.callout.answer')
  async answer({ id, rowId, heardSeconds, answered }: AnswerCalloutInput, work: Work): Promise<CalloutReceipt> {
    return receiptShown(await this.answering.onScreen(id, rowId, callerOf(work).userId, heardSeconds, answered, work));
  }

  @Handle('command.callout.pass') async pass(input: PassCalloutRowInput, work: Work): Promise<CalloutRowView> { return (await this.views.persons(work.em, [await this.passing.execute(input, work)]))[0]!; }

  @Handle('command.callout.door') async door(input: DoorCheckInput, work: Work): Promise<CalloutRowView> { return (await this.views.persons(work.em, [await this.checking.execute(input, work)]))[0]!; }

  @Handle('command.callout.end')
  async end({ id, note }: EndCalloutInput, work: Work): Promise<CalloutView> {
    const callout = await this.callouts.get(work.em, id, true);
    const caller = callerOf(work);
    if (!callout.areas.every((a) => mayOver(caller, CALLERS, a))) throw new Refusal('access.area');
    if (callout.state !== 'running') throw new Refusal('state.conflict', { state: callout.state, allowed: [] });
    return this.views.one(work.em, await this.ending.execute(id, 'ended', work, { userId: caller.userId, note }));
  }

  private async seen(id: string, work: Work): Promise<CalloutRow> {
    const callout = await this.callouts.get(work.em, id);
    mustConcern(work, callout.areas);
    return callout;
  }
}
