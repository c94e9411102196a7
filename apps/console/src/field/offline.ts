/** Installs the worker that holds the field page on the device, and puts into its store what this page was drawn with. */
export async function holdOnDevice(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  try {
    await navigator.serviceWorker.register('/sw.js');
    const ready = await navigator.serviceWorker.ready;
    const drawn = performance.getEntriesByType('resource').map((r) => new URL(r.name)).filter((u) => u.origin === location.origin && u.pathname.startsWith('/assets/')).map((u) => u.pathname);
    ready.active?.postMessage({ hold: [...new Set(drawn)] });
  } catch { /* the page works without it while there is a link */ }
}
