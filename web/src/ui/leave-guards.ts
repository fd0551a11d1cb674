/** Something unsaved that asks before it is lost. */
interface LeaveGuard {
  /** Addresses below it are not leaving. */
  within: string;
  navigate: (address: string) => void;
  /** Puts the question; `go` does what was stopped. */
  ask: (go: () => void) => void;
}

/** The uppermost is the last. One question is for all: whoever leaves it leaves those below too. */
const guards: LeaveGuard[] = [];
let isAnswered = false;

/**
 * Until the returned function is called, whatever leads away asks: a link, Back, closing the tab, `leave`.
 *
 * The router of this app has no blocker of its own; the browser's Navigation API
 * (https://developer.mozilla.org/docs/Web/API/Navigation_API) stops every change of the address. Where a browser lacks
 * it, closing and reloading still ask.
 */
export function addLeaveGuard(guard: LeaveGuard): () => void {
  if (guards.push(guard) === 1) watch();
  return () => {
    guards.splice(guards.indexOf(guard), 1);
    if (guards.length === 0) unwatch();
  };
}

/** Does what ends every page, such as signing out: at once, or when the reader says so where something is unsaved. */
export function leave(go: () => void): void {
  const guard = guards.at(-1);
  if (guard === undefined) go();
  else guard.ask(go);
}

/** Does what leads away without a question: it has been answered, or all is saved. */
export function leaveUnasked(go: () => void): void {
  isAnswered = true;
  try {
    go();
  } finally {
    isAnswered = false;
  }
}

function handleNavigate(event: NavigateEvent): void {
  // Leaving the document is what `beforeunload` asks about.
  if (isAnswered || !event.cancelable || !event.destination.sameDocument) return;
  const { pathname, search } = new URL(event.destination.url);
  const guard = guards.findLast(({ within }) => pathname !== within && !pathname.startsWith(`${within}/`));
  if (guard === undefined) return;
  event.preventDefault();
  guard.ask(() => guard.navigate(pathname + search));
}

function handleUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function watch(): void {
  addEventListener('beforeunload', handleUnload);
  if ('navigation' in globalThis) navigation.addEventListener('navigate', handleNavigate);
}

function unwatch(): void {
  removeEventListener('beforeunload', handleUnload);
  if ('navigation' in globalThis) navigation.removeEventListener('navigate', handleNavigate);
}
