import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { control } from '../../simulator/testing/control.ts';
import type { BenchCompany } from './company.ts';
import type { StackProcess } from './stack-process.ts';

const messagesSchema = z.object({
  messages: z.array(z.object({ direction: z.string(), status: z.string() })),
});
const webhookSchema = z.object({ webhook: z.object({ status: z.number() }) });
const readSchema = z.object({ read: z.number() });

/** The WhatsApp address of somebody who has not written yet. */
export function newPhone(): string {
  return `whatsapp:+1628${3_000_000 + (randomBytes(3).readUIntBE(0, 3) % 1_000_000)}`;
}

/** A customer writes from a phone of the simulator, which has to know it before it can be answered. */
export async function writeFromPhone(
  stack: StackProcess,
  { address }: BenchCompany,
  phone: string,
  text: string,
): Promise<void> {
  const message = { from: phone, to: address, text, profileName: 'Ana' };
  const { webhook } = webhookSchema.parse(await control(simulatorOf(stack), 'POST', 'messages', message));
  if (webhook.status !== 200) throw new Error(`The webhook answered with status ${webhook.status}.`);
}

/** States of what a phone was sent, oldest first. */
export async function sentTo(stack: StackProcess, phone: string): Promise<string[]> {
  const query = new URLSearchParams({ phone });
  const answer = await control(simulatorOf(stack), 'GET', `messages?${query.toString()}`);
  const { messages } = messagesSchema.parse(answer);
  return messages.filter(({ direction }) => direction === 'outbound').map(({ status }) => status);
}

/** The person looks at what was delivered of the company's messages. Returns how many were new to them. */
export async function readOnPhone(
  stack: StackProcess,
  { address }: BenchCompany,
  phone: string,
): Promise<number> {
  const answer = await control(simulatorOf(stack), 'POST', 'read', { phone, company: address });
  return readSchema.parse(answer).read;
}

/** Makes the provider's next status callbacks come late; 0: at once again. */
export async function delayCallbacks(stack: StackProcess, delayMs: number): Promise<void> {
  await control(simulatorOf(stack), 'DELETE', 'trouble');
  if (delayMs > 0)
    await control(simulatorOf(stack), 'POST', 'trouble', { kind: 'delay', on: 'status', delayMs });
}

/** Where `control` finds the simulator of a stack. */
export function simulatorOf({ urls }: StackProcess): { url: string } {
  return { url: urls.simulator };
}
