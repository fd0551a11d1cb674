import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { CallableInput, CallableName } from '#contracts/callables/index.ts';
import { routeIdOf } from '../../functions/src/connections/route-store.ts';
import type { StackProcess } from './stack-process.ts';
import { inboundForm, newMessageSid, signedForm } from './twilio-webhook.ts';

/** The number that the simulated provider's account owns. */
const COMPANY_PHONE = '+14155550100';
const WEBHOOK_PATH = '/webhooks/twilio/whatsapp';

/** A company with one WhatsApp number, set up through the product's own callables as a person would. */
export interface BenchCompany {
  companyId: string;
  channelId: string;
  /** Account key that ids of identities and messages are derived from. */
  routeId: string;
  /** `whatsapp:+...` of the company. */
  address: string;
  admin: { uid: string; email: string; password: string };
  call(name: CallableName, input: unknown): Promise<unknown>;
  /** Delivers a customer's text, signed as the provider does, and waits for the answer. */
  receiveText(from: string, text: string, messageSid?: string): Promise<void>;
}

export async function setUpCompany(stack: StackProcess): Promise<BenchCompany> {
  const password = randomBytes(12).toString('base64url');
  const email = 'admin@bench.colibri.test';
  const setUp: CallableInput<'setUpInstallation'> = {
    setupToken: stack.setupToken,
    companyName: 'Bench',
    adminName: 'Bench Admin',
    email,
    password,
    locale: 'en',
    timeZone: 'UTC',
    country: 'US',
  };
  const { companyId } = z
    .object({ companyId: z.string() })
    .parse(await call(stack, 'setUpInstallation', setUp));
  const { localId: uid, idToken } = await signIn(stack, email, password);
  const { accountSid, authToken } = stack.twilio;
  const channel: CallableInput<'saveChannel'> = {
    channelId: null,
    type: 'twilio_whatsapp',
    name: 'WhatsApp',
    account: accountSid,
    authToken,
    phone: COMPANY_PHONE,
    queueId: null,
    reopenWithinMs: 0,
    state: 'active',
  };
  const { channelId } = z
    .object({ channelId: z.string() })
    .parse(await call(stack, 'saveChannel', channel, idToken));
  const address = `whatsapp:${COMPANY_PHONE}`;
  return {
    companyId,
    channelId,
    routeId: routeIdOf('twilio', accountSid, address),
    address,
    admin: { uid, email, password },
    call: (name, input) => call(stack, name, input, idToken),
    async receiveText(from, text, messageSid = newMessageSid()) {
      const url = stack.urls.app + WEBHOOK_PATH;
      const form = inboundForm({ accountSid, from, to: address, text, messageSid });
      const { body, signature } = signedForm(authToken, url, form);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
        body,
      });
      if (response.status !== 200) throw new Error(`The webhook answered with status ${response.status}.`);
      await response.text();
    },
  };
}

async function call(
  stack: StackProcess,
  name: CallableName,
  input: unknown,
  idToken?: string,
): Promise<unknown> {
  const response = await fetch(`${stack.urls.functions}/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(idToken === undefined ? {} : { authorization: `Bearer ${idToken}` }),
    },
    body: JSON.stringify({ data: input }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} answered with status ${response.status}: ${text}`);
  return z.object({ result: z.unknown() }).parse(JSON.parse(text)).result;
}

async function signIn(stack: StackProcess, email: string, password: string) {
  const url = `${stack.urls.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=bench`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, returnSecureToken: true }),
  });
  if (!response.ok) throw new Error(`The admin could not sign in: ${await response.text()}`);
  return z.object({ localId: z.string(), idToken: z.string() }).parse(await response.json());
}
