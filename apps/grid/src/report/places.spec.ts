import { describe, expect, it } from 'vitest';
import { placesAgree, placesIn, saysAgain } from './places.js';

const agree = (a: string, b: string): boolean | undefined => placesAgree(placesIn(a), placesIn(b));

describe('what words say of a place', () => {
  it.each([
    ['三号楼车库有人', '3号楼地下室困人', true], ['十二号楼', '12号楼一楼老人', true], ['七号院困人', '7号院有人被困', true], ['1号楼前积水', '3号楼前面，连到1号楼', true], ['锦绣小区积水', '锦绣小区进不去', true], ['陇海路隧道北洞口', '陇海隧道水很深', true],
    ['3号楼', '4号楼', false], ['1单元老人', '三单元老人', false], ['1号泵站停机', '二号泵站停了', false], ['锦绣小区2号楼', '锦绣小区9号楼', false],
    ['路口积水', '水过膝盖', undefined], ['3号楼困人', '2单元困人', undefined], ['这条路积水', '整条路都是水', undefined], ['', '3号楼', undefined],
  ])('%s · %s: %s', (a, b, expected) => { expect([agree(a, b), agree(b, a)]).toEqual([expected, expected]); });

  it('says that something happened again', () => { expect(['又积水了', '再次跳闸', '还没退'].map(saysAgain)).toEqual([true, true, false]); });
});
