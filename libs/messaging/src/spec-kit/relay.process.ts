import { connect } from '@nats-io/transport-node';
import { open, relayOf } from './kit.js';

/** A relay in a process of its own, for kill -9 specs. */
const source = await open(process.env['DATABASE_URL']!);
const relay = relayOf(source, await connect({ servers: process.env['NATS_URL']! }), { onError: (error) => console.error(error) });
relay.start();
process.send?.({ kind: 'ready' });
process.once('disconnect', () => process.exit(0));
