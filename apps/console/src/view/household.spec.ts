import { describe, expect, it } from 'vitest';
import { correctionsOf } from './household.js';

const home = [{ id: 'a', name: '示例甲', vulnerable: ['ELDERLY', 'ALONE'] }, { id: 'b', name: '示例乙', vulnerable: [] }];

describe('what is corrected of the persons of a household', () => {
  it('given nothing said, or said as it was, then nothing is sent', () => {
    expect([correctionsOf(home, {}), correctionsOf(home, { a: { name: ' 示例甲 ', vulnerable: ['ALONE', 'ELDERLY'] }, b: { name: '  ' } })]).toEqual([{}, {}]);
  });
  it('given another name or other kinds, then only those are sent', () => {
    expect(correctionsOf(home, { a: { vulnerable: [] }, b: { name: '示例丙 ' } })).toEqual({ changePersons: [{ id: 'a', vulnerable: [] }, { id: 'b', name: '示例丙' }] });
  });
  it('given somebody who is gone, then they are taken off and not corrected too; who is not of the household any more is left out', () => {
    expect(correctionsOf(home, { a: { name: '示例丁', gone: true }, c: { gone: true } })).toEqual({ removePersons: ['a'] });
  });
});
