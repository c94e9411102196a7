import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { AreaOpened } from '@xunling/contracts/classes';
import { ForeignOrigin, type Outgoing } from '@xunling/messaging/testing';
import { commitLine, freshDatabase, waitFor, type CommitLine } from '@xunling/testing';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';

let line: CommitLine;
let t: TestGateway;
let second: TestGateway | undefined;
let nc: NatsConnection;
let grid: ForeignOrigin;
let token: string;

const opened = (code: string): Outgoing => grid.make(AreaOpened,
  { code, kind: 'street', name: code, nameEn: code, homeNode: 'c', ring: [], datum: 'WGS84', validFrom: '2026-01-01T00:00:00.000Z' }, { aggregate: `area/${code}`, version: 1, street: code.slice(6, 9) });
const areas = async (of = t): Promise<string[]> => Object.keys((await of.call('GET', '/api/picture?area=410171', { token })).body['picture'].areas).sort();

beforeAll(async () => {
  const database = await freshDatabase({ context: 'gateway' });
  line = await commitLine(database.url);
  t = await testGateway({ XL_DATABASE_URL: line.url }, { database });
  ({ token } = await t.session('officer', [{ role: 'duty-officer', area: '410171' }]));
  nc = await connect({ servers: t.nats.url });
  grid = new ForeignOrigin(nc, { context: 'grid', node: 'c', zone: '410171', mode: 'live' });
}, 60_000);
afterAll(async () => {
  grid.close();
  await nc.close();
  await second?.gateway.stop();
  await t.stop();
  await line.close();
});

describe('the picture in memory', () => {
  it('has the events of a commit whose answer was lost with the connection', async () => {
    await grid.publish([opened('410171561')]);
    await waitFor(async () => (await areas()).join() === '410171561', 20_000, 'the first street');
    const lost = line.loseCommitOf('into board_event');
    await grid.publish([opened('410171560')]);
    await lost;
    await grid.publish([opened('410171562')]);
    await waitFor(async () => (await areas()).includes('410171562'), 20_000, 'the third street');
    expect(await areas()).toEqual(['410171560', '410171561', '410171562']);
  });

  it('of a gateway that takes over the reading has what the one before read meanwhile', async () => {
    second = await testGateway({ XL_DATABASE_URL: t.database.url }, { database: t.database, nats: t.nats });
    expect(await areas(second)).toEqual(['410171560', '410171561', '410171562']);
    await grid.publish([opened('410171563')]);
    await waitFor(async () => (await areas()).includes('410171563'), 20_000, 'the fourth street at the first gateway');
    await t.gateway.stop();
    await grid.publish([opened('410171564')]);
    await waitFor(async () => (await areas(second)).includes('410171564'), 20_000, 'the fifth street at the second gateway');
    expect(await areas(second)).toEqual(['410171560', '410171561', '410171562', '410171563', '410171564']);
  });
});
