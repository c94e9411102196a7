import type { QueuedAct } from '../view/queue.js';

/** What a phone keeps: acts that are not sent, and the last answer of each list. Survives reload and reboot. */
const NAME = 'xunling-field';
let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore('acts', { keyPath: 'id' }); request.result.createObjectStore('lists'); };
    request.onsuccess = () => { request.result.onversionchange = () => { request.result.close(); opened = undefined; }; resolve(request.result); };
    request.onerror = () => { opened = undefined; reject(request.error ?? new Error('no store on this device')); };
  });
  return opened;
}
async function within<T>(store: 'acts' | 'lists', mode: IDBTransactionMode, run: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const tx = db.transaction(store, mode, { durability: 'strict' });
    const request = run(tx.objectStore(store));
    // on the device only when the transaction is complete, not when the request was
    tx.oncomplete = () => resolve(request.result);
    tx.onabort = tx.onerror = () => reject(tx.error ?? new Error('the device did not keep it'));
  });
}

export const allActs = (): Promise<QueuedAct[]> => within('acts', 'readonly', (s) => s.getAll() as IDBRequest<QueuedAct[]>);
export const keepAct = async (act: QueuedAct): Promise<void> => { await within('acts', 'readwrite', (s) => s.put(act)); };
export const dropAct = async (id: string): Promise<void> => { await within('acts', 'readwrite', (s) => s.delete(id)); };

export interface KeptList<T> { at: number; value: T }
export const keptList = <T>(key: string): Promise<KeptList<T> | undefined> => within('lists', 'readonly', (s) => s.get(key) as IDBRequest<KeptList<T> | undefined>);
export const keepList = async <T>(key: string, list: KeptList<T>): Promise<void> => { await within('lists', 'readwrite', (s) => s.put(list, key)); };
/** On signing out nothing that was read stays on the device; what was not sent does. */
export const forgetLists = async (): Promise<void> => { await within('lists', 'readwrite', (s) => s.clear()); };
