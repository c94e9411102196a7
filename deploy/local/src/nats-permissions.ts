/** What one NATS user may do (design.md §7). A subject that is not listed is refused. */
export interface Permissions { publish: string[]; subscribe: string[]; /** May answer the requests it gets. */ answers: boolean }

/** Inbox prefix of a user: nobody else may listen to the answers it gets. */
export const inboxOf = (user: string): string => `_INBOX_${user}`;

const STREAM = 'XL';

/** Reading the stream by ordered consumers of one's own, and single messages of it; nothing that makes, changes or empties a stream. */
const READ = [
  '$JS.API.INFO', `$JS.API.STREAM.INFO.${STREAM}`, `$JS.API.DIRECT.GET.${STREAM}`, `$JS.API.DIRECT.GET.${STREAM}.>`,
  `$JS.API.CONSUMER.CREATE.${STREAM}`, `$JS.API.CONSUMER.CREATE.${STREAM}.>`, `$JS.API.CONSUMER.INFO.${STREAM}.*`, `$JS.API.CONSUMER.MSG.NEXT.${STREAM}.*`,
];

/** Dashboards' durables are made and removed by the gateway alone. */
const DASHBOARDS = [`$JS.API.CONSUMER.DURABLE.CREATE.${STREAM}.*`, `$JS.API.CONSUMER.DELETE.${STREAM}.*`, `$JS.API.CONSUMER.LIST.${STREAM}`, `$JS.API.CONSUMER.NAMES.${STREAM}`];

/** The user of a service publishes its own context of its own node, and answers. */
export function servicePermissions(context: string, node: string): Permissions {
  return {
    publish: [`xl.*.*.${node}.${context}.>`, `recon.${node}`, ...READ],
    subscribe: [`rpc.${node}.${context}.>`, `${inboxOf(context)}.>`],
    answers: true,
  };
}

/** What was erased by order is overwritten in the stream too, by the board alone. */
const ERASE = [`$JS.API.STREAM.MSG.DELETE.${STREAM}`];

/** The door: the only one that asks services, the checker of the chains, and intake's voice. */
export function gatewayPermissions(node: string): Permissions {
  return {
    publish: [`xl.*.*.${node}.gateway.>`, `xl.*.*.${node}.feed.>`, node === 'c' ? 'rpc.>' : `rpc.${node}.>`, `recon.${node}`, ...READ, ...DASHBOARDS, ...ERASE],
    subscribe: [`rpc.${node}.gateway.>`, `recon.${node}`, `${inboxOf('gateway')}.>`],
    answers: true,
  };
}

/** Makes and alters streams; used by the launcher for a moment at each start. */
export const setupPermissions = (): Permissions => ({ publish: ['$JS.API.>'], subscribe: [`${inboxOf('setup')}.>`], answers: false });

export const permissionsOf = (user: string, node: string): Permissions =>
  user === 'setup' ? setupPermissions() : user === 'gateway' ? gatewayPermissions(node) : servicePermissions(user, node);

/** One entry of nats-server's `users` list; JSON is valid in its language. */
export function userEntry(publicKey: string, { publish, subscribe, answers }: Permissions): string {
  const permissions = { publish: { allow: publish }, subscribe: { allow: subscribe }, ...(answers ? { allow_responses: { max: 1, expires: '30s' } } : {}) };
  return JSON.stringify({ nkey: publicKey, permissions });
}
