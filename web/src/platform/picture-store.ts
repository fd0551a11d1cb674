/** Pictures of members on this device. Each path is one picture for good: what is here never has to be asked for again. */
const STORE = 'colibri.pictures';
/** Beyond it the store is emptied: it holds pictures that nobody has any more. */
const AT_MOST = 500;

/** A picture that this device has; null where it has to be fetched. */
export async function findPicture(path: string): Promise<Blob | null> {
  const found = await (await openStore())?.match(keyOf(path));
  return found === undefined ? null : found.blob();
}

export async function keepPicture(path: string, picture: Blob): Promise<void> {
  const store = await openStore();
  if (store === null) return;
  if ((await store.keys()).length >= AT_MOST) await forgetPictures();
  await store.put(keyOf(path), new Response(picture));
}

/** Leaves no face of a colleague on a device that somebody has signed out of. */
export async function forgetPictures(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(STORE);
}

/** Null where the page is not served over a secure connection: browsers keep nothing then. */
async function openStore(): Promise<Cache | null> {
  return 'caches' in globalThis ? caches.open(STORE) : null;
}

function keyOf(path: string): string {
  return `/pictures/${encodeURIComponent(path)}`;
}
