export type UnableCode =
  | 'folder.unwritable' | 'disk.full' | 'folder.in-use' | 'port.taken' | 'postgres.missing' | 'postgres.user' | 'postgres.failed'
  | 'nats.missing' | 'nats.failed' | 'tool.missing' | 'server.unreachable' | 'service.failed' | 'build.missing' | 'reset.external';

/** Why something could not be started, as one sentence a person can act on, in both languages. */
export class Unable extends Error {
  constructor(readonly code: UnableCode, readonly en: string, readonly zh: string, options?: ErrorOptions) {
    super(en, options);
  }
}
