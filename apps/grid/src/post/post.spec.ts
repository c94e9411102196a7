import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@xunling/platform';
import { hold } from './post.js';

describe('who holds a post', () => {
  it('changes to whom it is given to, and is vacant where nobody is named', () => {
    expect(hold({ holderId: 'a', deputyId: 'b' }, { holderId: 'c' })).toEqual({ holderId: 'c' });
    expect(hold({ holderId: 'a' }, {})).toEqual({});
  });

  it('does not change where it is so already', () => {
    expect(hold({ holderId: 'a', deputyId: 'b' }, { holderId: 'a', deputyId: 'b' })).toBeUndefined();
    expect(hold({}, {})).toBeUndefined();
  });

  it('is never one person twice', () => {
    expect(() => hold({}, { holderId: 'a', deputyId: 'a' })).toThrow(Refusal);
  });
});
