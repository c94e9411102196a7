import { describe, expect, it } from 'vitest';
import { permissionsOf, usersFile } from './permissions.js';

const credential = { name: 'dashboard-561', area: '410171561', publicKey: 'UXYZ' };

describe("a dashboard's NATS user", () => {
  it('may read its own consumer and its two patterns, and publish nothing', () => {
    expect(permissionsOf(credential)).toEqual({
      publish: { allow: ['$JS.API.CONSUMER.INFO.XL.dashboard-561', '$JS.API.CONSUMER.MSG.NEXT.XL.dashboard-561', '$JS.ACK.XL.dashboard-561.>'] },
      subscribe: { allow: ['_INBOX_dashboard-561.>', 'xl.410171.561.>', 'xl.410171.000.>'] },
    });
  });
  it('is one line of the users file', () => {
    expect(usersFile([credential]).trim().split('\n')).toHaveLength(1);
    expect(usersFile([])).toBe('');
  });
});
