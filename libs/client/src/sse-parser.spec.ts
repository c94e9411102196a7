import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SseParser } from './sse-parser.js';

const text = ': hello\n\nid: 1-5\nevent: command.order.issued.v1\ndata: {"a":1}\n\nevent: heartbeat\ndata: {}\n\nid: 1-6\ndata: x\ndata: y\n\n';
const frames = [
  { id: '1-5', event: 'command.order.issued.v1', data: '{"a":1}' },
  { event: 'heartbeat', data: '{}' },
  { id: '1-6', event: 'message', data: 'x\ny' },
];

describe('reading server-sent events', () => {
  it('reads frames and leaves comments out', () => {
    expect(new SseParser().push(text)).toEqual(frames);
  });

  it('gives the same frames wherever the network cuts the text', () => {
    fc.assert(fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
      const at = [0, ...[...cuts].sort((a, b) => a - b), text.length];
      const parser = new SseParser();
      const got = at.slice(1).flatMap((end, i) => parser.push(text.slice(at[i], end)));
      expect(got).toEqual(frames);
    }));
  });
});
