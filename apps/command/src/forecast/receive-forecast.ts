import { Inject, Injectable } from '@nestjs/common';
import { within } from '@xunling/contracts';
import { ForecastReceipted, ForecastReceived, LadderPublished, type PublishLadderInput, type ReceiptForecastInput, type ReceiveForecastInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { KnownStore } from '../known/known.store.js';
import { iso } from '../rows.js';
import { ForecastStore, type ForecastRow } from './forecast.store.js';
import { minutesLate, RECEIPT_MINUTES, slotFor, type Product } from './ladder.js';
import { roomFor, roomsOf } from './rooms.js';

/** Takes forecasts in, lets duty rooms take note, and puts another ladder in force. */
@Injectable()
export class ReceiveForecast {
  constructor(private readonly forecasts: ForecastStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async receive(input: ReceiveForecastInput, work: Work): Promise<ForecastRow> {
    const { em, at } = work;
    const by = callerOf(work).userId;
    const product = (await this.forecasts.ladder(em)).products.find((p) => p.code === input.product);
    if (!product) throw impossible('product', 'unknown', 'the ladder has no such product');
    if (input.issuer !== product.issuer) throw impossible('issuer', 'issuer', `${product.code} comes from ${product.issuer}`);
    const [issuedAt, validFrom, validTo] = [new Date(input.issuedAt), new Date(input.validFrom), new Date(input.validTo)];
    const again = await this.forecasts.same(em, product.code, input.issuer, issuedAt);
    if (again) return again;
    if (validTo <= validFrom) throw impossible('validTo', 'order', 'it ends before it begins');
    if (validTo <= at) throw impossible('validTo', 'past', 'it is over already');
    if (issuedAt.getTime() > at.getTime() + 120_000) throw impossible('issuedAt', 'future', 'it was not issued yet');
    const areas = input.areas ?? [this.origin.zone];
    if (areas.some((a) => !within(a, this.origin.zone))) throw new Refusal('access.area');
    if (input.supersedes && (await this.forecasts.find(em, input.supersedes, true)).product !== product.code) throw impossible('supersedes', 'product', 'that is another product');
    const slot = slotFor(product, issuedAt, await this.forecasts.spans(em, issuedAt));
    const id = newId();
    const late = minutesLate(slot.dueAt, at);
    const row = { id, product: product.code, issuer: input.issuer, issuedAt, validFrom, validTo, areas, textZh: input.textZh, textEn: input.textEn ?? null, receivedAt: at, slot: slot.at, minutesLate: late, supersedes: input.supersedes ?? null, by };
    if (!(await this.forecasts.insert(em, row, new Date(at.getTime() + RECEIPT_MINUTES * 60_000)))) return (await this.forecasts.same(em, product.code, input.issuer, issuedAt))!;
    await this.forecasts.fill(em, slot, id, at);
    if (input.supersedes) await this.forecasts.supersede(em, input.supersedes, id);
    work.append(ForecastReceived, {
      forecastId: id, zone: this.origin.zone, product: product.code, issuer: input.issuer, issuedAt: iso(issuedAt), validFrom: iso(validFrom), validTo: iso(validTo), areas, slot: iso(slot.at), minutesLate: late, by, ...(input.supersedes ? { supersedes: input.supersedes } : {}),
    }, { aggregate: `forecast/${id}`, version: 1, street: '000' });
    return this.forecasts.find(em, id);
  }

  async receipt({ id, room: named }: ReceiptForecastInput, work: Work): Promise<ForecastRow> {
    const { em, at } = work;
    const caller = callerOf(work);
    const row = await this.forecasts.find(em, id, true);
    const room = roomFor(named, caller.grants, roomsOf(this.origin.zone, await this.known.district(em)));
    // a room that has taken note has: again changes nothing
    if (await this.forecasts.receipt(em, { forecastId: id, room, by: caller.userId, at })) work.append(ForecastReceipted, { forecastId: id, room, by: caller.userId, at: iso(at) }, { aggregate: `forecast/${id}/${room}`, version: 1, street: room.length === 9 ? room.slice(6) : '000' });
    return row;
  }

  async publish({ products }: PublishLadderInput, work: Work): Promise<void> {
    const { em, at } = work;
    const by = callerOf(work).userId;
    for (const [i, p] of products.entries()) checkProduct(p as Product, i, products as Product[]);
    await this.forecasts.watched(em, at);
    const version = (await this.forecasts.ladder(em)).version + 1;
    await this.forecasts.publish(em, this.origin.zone, { version, products: products as Product[], since: at }, by);
    work.append(LadderPublished, { version, zone: this.origin.zone, products, by, from: iso(at) }, { aggregate: `ladder/${this.origin.zone}`, version, street: '000' });
  }
}

/** @throws Refusal input.impossible where a product could never be due */
function checkProduct({ code, schedule: s }: Product, i: number, all: readonly Product[]): void {
  if (all.findIndex((p) => p.code === code) !== i) throw impossible(`products[${i}].code`, 'twice', 'a product stands in the ladder once');
  if (s.kind === 'active' ? !s.everyHours : !s.at?.length) throw impossible(`products[${i}].schedule`, 'when', 'says not when it is due');
  if (s.kind === 'weekly' && s.weekday === undefined) throw impossible(`products[${i}].schedule.weekday`, 'when', 'says not on which day it is due');
}
