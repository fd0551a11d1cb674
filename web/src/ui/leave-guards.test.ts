import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addLeaveGuard, leave, leaveUnasked } from './leave-guards.ts';

const page = new EventTarget();
const navigation = new EventTarget();
const removers: (() => void)[] = [];
const navigated: string[] = [];

beforeEach(() => {
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('navigation', navigation);
  navigated.length = 0;
});
afterEach(() => {
  for (const remove of removers.splice(0)) remove();
  vi.unstubAllGlobals();
});

/** Something unsaved, and what it was asked. */
function guard(within: string) {
  const asked: (() => void)[] = [];
  const navigate = (address: string) => navigated.push(address);
  removers.push(addLeaveGuard({ within, navigate, ask: (go) => asked.push(go) }));
  return asked;
}

/** Whether an address is gone to. */
function goTo(address: string, { sameDocument = true, cancelable = true } = {}): boolean {
  const event = Object.assign(new Event('navigate', { cancelable }), {
    destination: { url: `https://colibri.test${address}`, sameDocument },
  });
  return navigation.dispatchEvent(event);
}

const isUnloaded = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }));

test('an address elsewhere is stopped and gone to when the reader says so', () => {
  const asked = guard('/settings/company');
  expect(goTo('/chat/mine?unread=1')).toBe(false);
  expect(navigated).toEqual([]);
  asked[0]?.();
  expect(navigated).toEqual(['/chat/mine?unread=1']);
});

test.each([
  ['the same page', '/chatbot/assistants/a', {}],
  ['a page below', '/chatbot/assistants/a/bot', {}],
  ['another document, about which the browser asks', '/chat', { sameDocument: false }],
  ['what cannot be stopped', '/chat', { cancelable: false }],
])('is not asked about: %s', (_what, address, options) => {
  const asked = guard('/chatbot/assistants/a');
  expect(goTo(address, options)).toBe(true);
  expect(asked).toHaveLength(0);
});

test('a page with a longer name is elsewhere', () => {
  guard('/chatbot/assistants/a');
  expect(goTo('/chatbot/assistants/ab')).toBe(false);
});

test('one question is for all that is unsaved, and the uppermost puts it', () => {
  const below = guard('/settings/people');
  const above = guard('/settings/people');
  expect(goTo('/chat')).toBe(false);
  leave(() => undefined);
  expect([below.length, above.length]).toEqual([0, 2]);
});

test('what has been answered is not asked again', () => {
  const asked = guard('/settings/people');
  leaveUnasked(() => expect(goTo('/chat')).toBe(true));
  expect(asked).toHaveLength(0);
  expect(goTo('/chat')).toBe(false);
});

test('while nothing is unsaved nothing asks, the closing of the tab neither', () => {
  guard('/settings/people');
  expect(isUnloaded()).toBe(false);
  for (const remove of removers.splice(0)) remove();
  expect(isUnloaded()).toBe(true);
  expect(goTo('/chat')).toBe(true);
  const go = vi.fn();
  leave(go);
  expect(go).toHaveBeenCalledOnce();
});
