import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { startSimulator, type Simulator, type SimulatorOptions } from '../src/simulator.ts';

export const ACCOUNT = {
  sid: 'AC0000000000000000000000000000c0de',
  authToken: 'simulated-token-of-the-tests',
  name: 'Test account',
  numbers: [
    { phone: '+14155550100', sms: true, whatsapp: true },
    { phone: '+14155550111', sms: true, whatsapp: false },
  ],
};
export const COMPANY = 'whatsapp:+14155550100';
export const CUSTOMER = 'whatsapp:+12025550143';

/** The public address that signatures cover; nothing answers there, requests go to the company's own port. */
export const PUBLIC_BASE_URL = 'https://company.example.test';

interface Received {
  path: string;
  fields: Record<string, string>;
  headers: IncomingMessage['headers'];
  /** What Twilio's own library says about the signature, over the public address. */
  isSigned: boolean;
}

export interface ReceivingCompany {
  url: string;
  /** Webhooks and callbacks, in the order in which they came. */
  received: Received[];
  /** The states that callbacks told about one message, in the order in which they came. */
  statusesOf(messageSid: string): string[];
  /** What webhooks are answered from now on. */
  answer: { status: number };
  /** Files that the company lends the provider, by path. */
  files: Map<string, { contentType: string; bytes: Buffer }>;
  close(): Promise<void>;
}

/** A company that takes webhooks and lends files, as little as possible. */
export async function startCompany(): Promise<ReceivingCompany> {
  const received: Received[] = [];
  const files: ReceivingCompany['files'] = new Map();
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const file = files.get(path);
    if (request.method === 'GET') {
      response.writeHead(file ? 200 : 404, file ? { 'content-type': file.contentType } : {});
      return void response.end(file?.bytes);
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const signature = String(request.headers['x-twilio-signature']);
      const isSigned = twilio.validateRequest(ACCOUNT.authToken, signature, PUBLIC_BASE_URL + path, fields);
      received.push({ path, fields, headers: request.headers, isSigned });
      response.writeHead(answer.status, { 'content-type': 'text/xml' }).end('<Response/>');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    received,
    statusesOf: (messageSid) =>
      received
        .filter(({ path, fields }) => path.includes('/status') && fields['MessageSid'] === messageSid)
        .map(({ fields }) => fields['MessageStatus'] ?? ''),
    answer,
    files,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The simulator with one account, whose webhooks reach the company. */
export function startSimulatorFor(
  company: ReceivingCompany,
  options: Partial<SimulatorOptions> = {},
): Promise<Simulator> {
  return startSimulator({
    port: 0,
    dataFolder: null,
    publicBaseUrl: PUBLIC_BASE_URL,
    connectBaseUrl: () => company.url,
    accounts: [ACCOUNT],
    ...options,
  });
}

/** Twilio's own client, which finds the simulator where it expects Twilio. It waits half a minute for an answer. */
export function clientOf(simulator: Simulator, { authToken = ACCOUNT.authToken, timeoutMs = 30_000 } = {}) {
  const httpClient = new twilio.RequestClient({ timeout: timeoutMs });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) => {
    const { pathname, search } = new URL(options.uri);
    return request({ ...options, uri: `${simulator.url}${pathname}${search}` });
  };
  return twilio(ACCOUNT.sid, authToken, { httpClient });
}
