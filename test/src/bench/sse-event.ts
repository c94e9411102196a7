/** The envelope of an acknowledgement as it is published, about 1 KB. */
export const eventText = (n: number): string => JSON.stringify({
  specversion: '1.0', id: `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`, source: 'grid@c', type: 'grid.duty.acknowledged.v1', subject: 'duty/8f0e1c1e-7a52-5a8f-9d37-4f0e1c1e7a52', time: '2026-07-20T08:00:00.000Z',
  datacontenttype: 'application/json', version: 2, incidentid: '018f0000-0000-7000-8000-000000000001', actor: 'user:e7a49eae-219d-50d0-8cf7-d692047bc3ea', correlationid: '018f0000-0000-7000-8000-000000000002', mode: 'live', street: '561',
  datahash: 'a'.repeat(64), originseq: n, prevhash: 'b'.repeat(64), hash: 'c'.repeat(64), datasalt: 'ABCDEFGHIJKLMNOP',
  data: { itemId: '8f0e1c1e-7a52-5a8f-9d37-4f0e1c1e7a52', orderId: '50cae318-497c-5ee1-9deb-ba802a796f76', area: '410171561901001', by: 'e7a49eae-219d-50d0-8cf7-d692047bc3ea', at: '2026-07-20T08:00:00.000Z', deputy: false, late: false },
});
