import type { PhoneMessageInput } from '../src/inputs.ts';
import type { SimulatedMail } from '../src/mail/mailbox.ts';
import type { SimulatedAccount, SimulatedMessage } from '../src/messages.ts';
import type { Trouble } from '../src/trouble.ts';

// The answers come from this page's own server; their types are those it is written with.

export async function fetchAccounts(): Promise<SimulatedAccount[]> {
  return ((await ask('GET', 'accounts')) as { accounts: SimulatedAccount[] }).accounts;
}

/** The newest messages, of one phone or of all. */
export async function fetchMessages(phone?: string): Promise<SimulatedMessage[]> {
  const query = phone === undefined ? '' : `?phone=${encodeURIComponent(phone)}`;
  return ((await ask('GET', `messages${query}`)) as { messages: SimulatedMessage[] }).messages;
}

export async function fetchMails(): Promise<SimulatedMail[]> {
  return ((await ask('GET', 'mails')) as { mails: SimulatedMail[] }).mails;
}

export async function fetchTrouble(): Promise<Trouble[]> {
  return ((await ask('GET', 'trouble')) as { trouble: Trouble[] }).trouble;
}

/** Resolves when the company's webhook has answered or given up. */
export async function sendMessage(message: PhoneMessageInput): Promise<void> {
  await ask('POST', 'messages', message);
}

/** Sends a phone's message to the company once more, under the same id. */
export async function deliverAgain(sid: string): Promise<void> {
  await ask('POST', `messages/${sid}/deliver`);
}

export async function markRead(phone: string, company: string): Promise<void> {
  await ask('POST', 'read', { phone, company });
}

export async function addTrouble(trouble: Trouble): Promise<void> {
  await ask('POST', 'trouble', trouble);
}

export async function clearTrouble(): Promise<void> {
  await ask('DELETE', 'trouble');
}

/** @throws an Error with a sentence for people */
async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new Error('The simulator does not answer. Is it still running?', { cause });
  }
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const reason: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'error') : null;
  throw new Error(typeof reason === 'string' ? reason : `The simulator answered ${response.status}.`);
}
