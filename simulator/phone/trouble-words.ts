import type { Trouble } from '../src/trouble.ts';

/** What a trouble does, in a few words. */
export function troubleWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'delay':
      return `${DELAYED[trouble.on]} ${trouble.delayMs / 1000} s late`;
    case 'hold':
      return `${trouble.on === 'webhook' ? 'Messages' : 'Callbacks'} are held back`;
    case 'refuse':
      return `Sending refused with ${trouble.httpStatus}`;
    case 'break-after-accept':
      return 'Sending breaks off after it was accepted';
    case 'hang':
      return 'Sending is never answered';
    case 'duplicate':
      return `${trouble.on === 'webhook' ? 'Messages' : 'Callbacks'} arrive ${trouble.copies + 1} times`;
    case 'reorder':
      return 'Callbacks in the opposite order';
    case 'fail':
      return `Delivery fails with ${trouble.errorCode}`;
    case 'refuse-mail':
      return `Mail refused with ${trouble.code}`;
  }
}

/** How often it still strikes. A hold that strikes no more stays for what it holds. */
export function timesWords({ times }: Trouble): string {
  if (times === undefined || times === 0) return 'until cleared';
  return times === 1 ? 'once' : `${times} times`;
}

const DELAYED = { api: 'API answers', webhook: 'Messages arrive', status: 'Callbacks arrive' };
