import { allEvents, type EventDefinition } from '../event.js';
import type { JsonSchema } from '../schema.js';
import { Components } from './components.js';

type Doc = Record<string, unknown>;

const STRING = { type: 'string' };
const ENVELOPE: JsonSchema = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'version', 'actor', 'correlationid', 'mode', 'street', 'datahash', 'originseq', 'prevhash', 'hash', 'data'],
  properties: {
    specversion: { const: '1.0' }, id: STRING, source: { type: 'string', pattern: '^[a-z]+@[a-z0-9]+$', description: 'The origin, `<context>@<node>`.' }, type: STRING,
    subject: { type: 'string', description: 'The aggregate, `<noun>/<id>`.' }, time: { type: 'string', format: 'date-time', description: 'When it occurred.' }, datacontenttype: { const: 'application/json' },
    version: { type: 'integer', minimum: 1, description: 'Version of the aggregate this event made.' }, incidentid: STRING, actor: STRING, correlationid: STRING, causationid: STRING,
    mode: { enum: ['live', 'exercise'] }, street: { type: 'string', pattern: '^\\d{3}$' }, datahash: STRING, datasalt: STRING,
    originseq: { type: 'integer', minimum: 1, description: 'Position in the chain of origin × street.' }, prevhash: STRING, hash: STRING,
    data: { description: 'null where the body was erased by order of a named person; the chain still proves.' },
  },
};

const PARAMETERS = {
  zone: { description: 'Six digits, e.g. 410171.' },
  street: { description: 'Three digits; 000 is for everyone in the zone, 999 for zone staff only.' },
  node: { description: '`c` at the centre, `e561` on the node of street 561.' },
};

/** AsyncAPI 3.0 of the event classes: one channel per type, its address the subject. */
export function asyncApi(events: readonly EventDefinition[] = allEvents()): Doc {
  const components = new Components();
  components.put('Envelope', ENVELOPE);
  const channels: Record<string, Doc> = {};
  const messages: Record<string, Doc> = {};
  const operations: Record<string, Doc> = {};
  for (const event of events) {
    channels[event.type] = { address: `xl.{zone}.{street}.{node}.${event.type}`, summary: event.summary, parameters: PARAMETERS, messages: { event: { $ref: `#/components/messages/${event.type}` } }, 'x-stream': 'XL' };
    messages[event.type] = {
      name: event.type, summary: event.summary, contentType: 'application/cloudevents+json',
      payload: { allOf: [{ $ref: '#/components/schemas/Envelope' }, { type: 'object', properties: { type: { const: event.type }, data: { oneOf: [components.ref(event.data), { type: 'null' }] } } }] },
    };
    operations[`send.${event.type}`] = { action: 'send', channel: { $ref: `#/channels/${event.type}` }, 'x-origin': `${event.context}@{node}` };
  }
  return {
    asyncapi: '3.0.0',
    info: { title: 'Xunling 汛令 events', version: '0.1.0', description: 'CloudEvents 1.0 in structured JSON on NATS JetStream, one stream per zone. Read the stream by a consumer; a dashboard gets its own with POST /api/credentials.' },
    servers: { zone: { host: 'localhost:4222', protocol: 'nats', description: "The zone's nats-server." } },
    defaultContentType: 'application/cloudevents+json',
    channels, operations,
    components: { messages, schemas: components.all() },
  };
}
