/** How long the launcher may take to reload nats-server. */
const PATIENCE_MS = 5000;

interface Reloaded { kind: 'nats-reloaded'; ok: boolean; external?: boolean; error?: string }
const isReloaded = (message: unknown): message is Reloaded => (message as { kind?: string } | null)?.kind === 'nats-reloaded';

/** Asks the launcher to bring the users' file into force; false where there is none or an operator has to install the file. */
export function reloadNats(channel: Pick<NodeJS.Process, 'send' | 'on' | 'off' | 'connected'> = process): Promise<boolean> {
  if (!channel.send || !channel.connected) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (installed: boolean): void => {
      clearTimeout(timer);
      channel.off('message', hear);
      resolve(installed);
    };
    const hear = (message: unknown): void => { if (isReloaded(message)) end(message.ok && !message.external); };
    const timer = setTimeout(() => end(false), PATIENCE_MS);
    channel.on('message', hear);
    channel.send!({ kind: 'reload-nats' });
  });
}
