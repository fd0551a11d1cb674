import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { controlApi } from './control.ts';
import { SimulatorState, type SimulatedAccount } from './state.ts';
import { TroubleMaker } from './trouble.ts';
import { twilioApi } from './twilio/api.ts';
import { Delivery } from './twilio/deliver.ts';

export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  /** Where history is kept; null: in memory only. */
  dataFolder: string | null;
  /** Public base URL of the installation, which signatures cover. */
  publicBaseUrl: string;
  /** Where webhooks really go; absent: the public base URL. */
  connectBaseUrl?: string;
  /** Accounts that exist from the start. */
  accounts: SimulatedAccount[];
}

export interface Simulator {
  /** Base URL: Twilio's API, the phone page and `/control`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts the look-alike of Twilio with its phone page, on loopback. Rejects with EADDRINUSE where the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const state = new SimulatorState(options.dataFolder);
  for (const account of options.accounts) state.putAccount(account);
  const trouble = new TroubleMaker();
  const delivery = new Delivery({
    state,
    trouble,
    publicBaseUrl: options.publicBaseUrl,
    connectBaseUrl: options.connectBaseUrl ?? options.publicBaseUrl,
  });

  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  const baseUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP
  app.use(twilioApi(state, trouble, delivery));
  app.use('/control', controlApi(state, trouble, delivery, baseUrl));
  app.get('/media/:message/:media', (request, response) => {
    const media = state.findMedia(request.params.message, request.params.media);
    if (!media?.data) return void response.status(404).end();
    // A phone may send anything: it is never a page of this origin.
    response.set({ 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' });
    response.type(media.contentType).send(Buffer.from(media.data, 'base64'));
  });
  app.use(express.static(path.resolve(import.meta.dirname, '../dist')));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: baseUrl(),
    port: (server.address() as AddressInfo).port,
    async close() {
      await delivery.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      state.close();
    },
  };
}
