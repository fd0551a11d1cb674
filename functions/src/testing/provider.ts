import type { SimulatedAccount, SimulatedMessage } from '../../../simulator/src/messages.ts';
import { control } from '../../../simulator/testing/control.ts';
import type { Stack } from './stack.ts';

/** What the provider took from the company, to one address or to all, oldest first. */
export async function takenMessages({ simulator }: Stack, to?: string): Promise<SimulatedMessage[]> {
  const query = to === undefined ? '' : `?${new URLSearchParams({ phone: to }).toString()}`;
  const { messages } = (await control(simulator, 'GET', `messages${query}`)) as {
    messages: SimulatedMessage[];
  }; // as the simulator answers
  return messages.filter(({ direction }) => direction === 'outbound');
}

/** The texts that the provider took for one address, oldest first. */
export async function textsTo(stack: Stack, to: string): Promise<string[]> {
  return (await takenMessages(stack, to)).map(({ body }) => body);
}

/** Keeps the provider's reports of what becomes of messages, until `endTrouble` lets them go. */
export async function holdReports(stack: Stack): Promise<void> {
  await stack.control('trouble', { kind: 'hold', on: 'status' });
}

/** Ends whatever goes wrong at the provider, and lets go what it held. */
export async function endTrouble({ simulator }: Stack): Promise<void> {
  await control(simulator, 'DELETE', 'trouble');
}

/** Makes the provider know an account, with exactly these numbers. */
export async function setAccount({ simulator }: Stack, account: SimulatedAccount): Promise<void> {
  await control(simulator, 'PUT', 'accounts', account);
}
