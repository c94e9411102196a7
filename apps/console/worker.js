/* global self, caches, Request, Response, AbortController, __SHELL__ */
/* The field page on the device. Pages come from the network while there is one, so that an upgrade is never hidden; from the store where there is none.
   What has a hash in its name never changes. Nothing under /api passes here. __VERSION__ and __SHELL__ are filled in by the build. */
const STORE = 'xunling-__VERSION__';
const SHELL = __SHELL__;
const WAIT_MS = 4_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(SHELL.map((path) => new Request(path, { cache: 'reload' })))).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('xunling-') && name !== STORE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener('message', (event) => {
  const paths = Array.isArray(event.data?.hold) ? event.data.hold : [];
  event.waitUntil(caches.open(STORE).then((store) => Promise.all(paths.map(async (path) => { if (!(await store.match(path))) await store.add(path).catch(() => undefined); }))));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') { if (!/^\/(api|health|metrics|docs)(\/|$)/.test(url.pathname)) event.respondWith(page(request)); return; }
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (SHELL.includes(url.pathname)) event.respondWith(fetch(request).catch(async () => (await caches.match(url.pathname)) ?? Response.error()));
});

async function page(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const fresh = await fetch(request, { signal: stop.signal });
    // a door whose services are away still has the page; one that is itself away answers 5xx by a proxy
    if (fresh.status < 500) return fresh;
  } catch { /* no network, or none worth waiting for */ } finally { clearTimeout(timer); }
  return (await caches.match('/index.html')) ?? Response.error();
}
async function asset(request) {
  const store = await caches.open(STORE);
  const kept = await store.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await store.put(request, fresh.clone());
  return fresh;
}
