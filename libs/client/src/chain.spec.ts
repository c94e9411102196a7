import { describe, expect, it } from 'vitest';
import { ChainChecker } from './chain.js';

const at = (originseq: number, prevhash: string, hash: string, street = '561') => ({ source: 'command@c', street, originseq, prevhash, hash });

describe('following the chain of an origin and street', () => {
  it('accepts a first entry anywhere and every next one', () => {
    const chain = new ChainChecker();
    expect(chain.check(at(7, 'f', 'g'))).toEqual({ kind: 'first' });
    expect(chain.check(at(8, 'g', 'h'))).toEqual({ kind: 'next' });
  });

  it('names the missing entries of a gap', () => {
    const chain = new ChainChecker();
    chain.check(at(1, '0', 'a'));
    expect(chain.check(at(5, 'd', 'e'))).toEqual({ kind: 'gap', from: 2, to: 4 });
  });

  it('calls an entry it has had a duplicate and keeps its place', () => {
    const chain = new ChainChecker();
    chain.check(at(1, '0', 'a'));
    chain.check(at(2, 'a', 'b'));
    expect(chain.check(at(1, '0', 'a'))).toEqual({ kind: 'duplicate' });
    expect(chain.check(at(3, 'b', 'c'))).toEqual({ kind: 'next' });
  });

  it('says broken where an entry does not continue the one before it', () => {
    const chain = new ChainChecker();
    chain.check(at(1, '0', 'a'));
    expect(chain.check(at(2, 'x', 'b'))).toEqual({ kind: 'broken', reason: 'prevhash' });
  });

  it('keeps streets apart and goes on from stored heads', () => {
    const chain = new ChainChecker();
    chain.check(at(1, '0', 'a'));
    expect(chain.check(at(1, '0', 'z', '000'))).toEqual({ kind: 'first' });
    expect(new ChainChecker(chain.heads()).check(at(2, 'a', 'b'))).toEqual({ kind: 'next' });
  });
});
