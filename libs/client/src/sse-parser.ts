/** One frame of a text/event-stream. */
export interface SseFrame { id?: string; event: string; data: string }

/** Incremental parser of text/event-stream: feed it text, it answers the frames that are complete. */
export class SseParser {
  private rest = '';

  push(text: string): SseFrame[] {
    this.rest += text;
    const blocks = this.rest.split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? '';
    return blocks.map(parseFrame).filter((frame) => frame !== undefined);
  }
}

function parseFrame(block: string): SseFrame | undefined {
  const frame: SseFrame = { event: 'message', data: '' };
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    if (line === '' || line.startsWith(':')) continue;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') frame.event = value;
    else if (field === 'id') frame.id = value;
  }
  if (data.length === 0) return undefined;
  return { ...frame, data: data.join('\n') };
}
