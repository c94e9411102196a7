import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { typesOf, operationByName } from '@xunling/contracts/classes';
import { Clock, NatsLink, type Log } from '@xunling/platform';
import { DataSource } from 'typeorm';
import type { Origin } from '../journal/work-unit.js';
import { Agreement } from '../reconcile/agreement.js';
import type { BoardMaker } from '../reconcile/board.store.js';
import { readEpoch } from '../reconcile/epoch.store.js';
import { ReconcileResponder } from '../reconcile/responder.js';
import { Relay } from '../relay/relay.js';
import { waitCaughtUp } from '../rpc/caught-up.js';
import { handledBy } from '../rpc/handle.decorator.js';
import { RpcServer, type Handler } from '../rpc/rpc-server.js';
import { Transactions } from '../rpc/transactions.js';
import { SubscriptionRunner } from '../subscribe/runner.js';
import { subscribeOptions, type Subscriber } from '../subscribe/subscribe.decorator.js';
import { TickerRunner } from '../ticker/ticker-runner.js';
import { tickerOptions, type Ticking } from '../ticker/ticker.decorator.js';
import { ErasureHandler } from './erasure.handler.js';
import { LettersHandler } from './letters.handler.js';
import { BOARD, LOG, ORIGIN } from './tokens.js';

/** Finds what the decorators marked, starts it at boot, stops it in order. */
@Injectable()
export class Messaging implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly transactions: Transactions;
  readonly agreement: Agreement;
  private readonly responder: ReconcileResponder | undefined;
  private readonly agreed: () => Promise<number>;
  readonly relay: Relay;
  readonly runners: SubscriptionRunner[] = [];
  readonly tickers: TickerRunner[] = [];
  rpc: RpcServer | undefined;
  private readonly subscribers = new Map<string, Subscriber>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly link: NatsLink,
    private readonly clock: Clock,
    @Inject(ORIGIN) private readonly origin: Origin,
    @Inject(LOG) private readonly log: Log,
    private readonly discovery: DiscoveryService,
    @Inject(BOARD) private readonly board: BoardMaker | 'ask' | 'none',
  ) {
    this.agreement = new Agreement({
      dataSource, nats: () => link.connected(), node: origin.node, origin: `${origin.context}@${origin.node}`,
      onWentBack: (epoch) => { log.warn({ epoch }, 'the stream is another one: floors and cursor went back'); this.beginAgain(); },
      onError: (err) => log.warn({ err }, 'the board does not answer; nothing is published before it does'),
    });
    if (typeof board === 'function') {
      this.responder = new ReconcileResponder({
        node: origin.node, store: board(dataSource, clock),
        onRaised: (loss) => log.error(loss, 'the stream lost its tail or is another one: what is missing is put back'),
        onError: (err) => log.warn({ err }, 'comparing the stream'),
      });
    }
    this.agreed = board === 'none' ? () => readEpoch(dataSource) : () => this.agreement.agreed();
    this.relay = new Relay({
      dataSource, nats: () => link.connected(), inboxPrefix: link.inboxPrefix, origin,
      agree: this.agreed,
      onError: (err) => log.warn({ err }, 'relay'),
    });
    this.transactions = new Transactions(dataSource, clock, origin, () => this.relay.kick());
  }

  subscriber(name: string): Subscriber | undefined { return this.subscribers.get(name); }

  async onApplicationBootstrap(): Promise<void> {
    const instances = this.instances();
    for (const { instance, type } of instances) this.findSubscriber(instance, type);
    for (const { instance, type } of instances) this.findTicker(instance, type);
    const handlers = this.findHandlers(instances);
    const followers = this.followers(instances);
    const nc = await this.link.connected();
    this.rpc = new RpcServer({
      dataSource: this.dataSource, transactions: this.transactions, clock: this.clock, origin: this.origin, handlers,
      caughtUp: (after) => waitCaughtUp(this.dataSource, followers, after),
      onError: (err, operation) => this.log.error({ err, operation }, 'rpc'),
    });
    this.rpc.start(nc);
    this.responder?.start(nc);
    this.relay.start();
    this.link.onConnect(() => { if (this.board !== 'none') this.agreement.reconnected(); this.beginAgain(); });
    for (const runner of this.runners) runner.start();
    for (const ticker of this.tickers) ticker.start();
  }

  /** Relay and readers ask for the agreement anew and go on from cursor and floors. */
  private beginAgain(): void {
    this.relay.reconnected();
    for (const runner of this.runners) runner.restart();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.agreement.close();
    await this.responder?.stop();
    this.rpc?.stop();
    await Promise.all(this.tickers.map((t) => t.stop()));
    await Promise.all(this.runners.map((r) => r.stop()));
    await this.relay.stop();
    await this.link.close();
    await this.dataSource.destroy();
  }

  private instances(): { instance: object; type: Function }[] {
    const found = new Map<object, Function>();
    for (const { instance, metatype } of [...this.discovery.getProviders(), ...this.discovery.getControllers()]) {
      if (instance && typeof instance === 'object' && typeof metatype === 'function') found.set(instance as object, (instance as object).constructor);
    }
    return [...found].map(([instance, type]) => ({ instance, type }));
  }

  private findSubscriber(instance: object, type: Function): void {
    const subscription = subscribeOptions(type);
    if (!subscription) return;
    if (this.subscribers.has(subscription.name)) throw new Error(`two subscribers are named ${subscription.name}`);
    this.subscribers.set(subscription.name, instance as Subscriber);
    this.runners.push(new SubscriptionRunner({
      dataSource: this.dataSource, nats: () => this.link.connected(), clock: this.clock, origin: this.origin, subscription, subscriber: instance as Subscriber,
      agreed: this.agreed, onAppended: () => this.relay.kick(), onError: (err, name) => this.log.warn({ err, subscription: name }, 'subscription'),
    }));
  }

  private findTicker(instance: object, type: Function): void {
    const options = tickerOptions(type);
    if (options) this.tickers.push(new TickerRunner(options, instance as Ticking, this.transactions, (err, ticker) => this.log.warn({ err, ticker }, 'ticker')));
  }

  private findHandlers(instances: { instance: object; type: Function }[]): Handler[] {
    const letters = instances.find(({ instance }) => instance instanceof LettersHandler)?.instance as LettersHandler | undefined;
    const erasure = instances.find(({ instance }) => instance instanceof ErasureHandler)?.instance as ErasureHandler | undefined;
    const handlers: Handler[] = letters ? [
      { operation: `${this.origin.context}.letters.list`, write: false, call: (input, work) => letters.list(input as never, work) },
      { operation: `${this.origin.context}.letters.replay`, write: true, call: (input, work) => letters.replay(input as never, work) },
    ] : [];
    if (erasure) handlers.push({ operation: `${this.origin.context}.journal.erase`, write: true, call: (input, work) => erasure.erase(input as never, work) });
    for (const { instance, type } of instances) {
      for (const { operation, method, internal } of handledBy(type)) {
        const definition = operationByName(operation);
        if (!definition && !internal) throw new Error(`@Handle('${operation}'): no such operation in the registry`);
        if (handlers.some((h) => h.operation === operation)) throw new Error(`@Handle('${operation}'): two handlers`);
        const target = instance as Record<string, (input: unknown, work: unknown) => Promise<unknown>>;
        handlers.push({ operation, write: definition?.write ?? internal!.write, call: (input, work) => target[method]!(input, work) });
      }
    }
    return handlers;
  }

  private followers(instances: { type: Function }[]): { name: string; types: Set<string> }[] {
    return instances.flatMap(({ type }) => {
      const subscription = subscribeOptions(type);
      return subscription?.events ? [{ name: subscription.name, types: new Set(subscription.events.flatMap(typesOf)) }] : [];
    });
  }
}
