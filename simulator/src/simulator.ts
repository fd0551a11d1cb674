import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { AiState, type AiMode } from './ai/state.ts';
import { controlApi } from './control.ts';
import { startSmtp } from './mail/smtp.ts';
import { geminiApi } from './gemini/api.ts';
import type { SimulatedAccount } from './messages.ts';
import { openaiApi } from './openai/api.ts';
import { SimulatorState } from './state.ts';
import { TroubleMaker } from './trouble.ts';
import { twilioApi } from './twilio/api.ts';
import { Delivery } from './twilio/deliver.ts';

export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  /** Where mail is taken; absent: a free port. */
  smtpPort?: number;
  /** Where history is kept; null: in memory only. */
  dataFolder: string | null;
  /** Public base URL of the installation, which signatures cover. */
  publicBaseUrl: string;
  /** Where webhooks really go, asked for each; absent: the public base URL. */
  connectBaseUrl?: () => string;
  /** How the AI answers from the start; absent: it echoes. */
  aiMode?: AiMode;
  /** Accounts that exist from the start. */
  accounts: SimulatedAccount[];
}

export interface Simulator {
  /** Base URL: the APIs of Twilio, Gemini and OpenAI, the phone page, the mail page and `/control`. */
  url: string;
  /** Where mail is taken: `smtp://127.0.0.1:<port>`. */
  smtpUrl: string;
  port: number;
  close(): Promise<void>;
}

const PAGE_FOLDER = path.resolve(import.meta.dirname, '../dist');
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Starts the look-alikes of Twilio, with its phone page, of Gemini and of OpenAI, on loopback. Rejects with EADDRINUSE where the port is taken, and
 * with a sentence that says what to do where the data folder cannot be used.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  const port = (): number => (server.address() as AddressInfo).port; // it listens on TCP
  const apiBaseUrl = (): string => `http://127.0.0.1:${port()}`;

  const state = new SimulatorState(options.dataFolder);
  const trouble = new TroubleMaker();
  const delivery = new Delivery({
    state,
    trouble,
    publicBaseUrl: options.publicBaseUrl,
    connectBaseUrl: options.connectBaseUrl ?? (() => options.publicBaseUrl),
    apiBaseUrl,
  });
  app.use(twilioApi(state, trouble, delivery));
  const ai = new AiState(options.aiMode ?? 'echo');
  app.use(geminiApi(ai));
  app.use(openaiApi(ai));
  app.use('/control', controlApi({ state, trouble, delivery, ai }));
  app.get('/media/:message/:media', (request, response) => {
    const { message, media } = request.params;
    const contentType = state.findMedia(message, media)?.contentType;
    const bytes = state.findFile(media);
    if (!contentType || !bytes) return void response.status(404).end();
    // Both sides may send anything: it is never a page of this origin.
    response.set({ 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' });
    response.set('content-type', contentType).end(bytes);
  });
  app.get(['/', '/mail'], (request, response, next) => {
    const page = path.join(PAGE_FOLDER, 'index.html');
    if (!existsSync(page))
      return void response
        .status(503)
        .type('text')
        .send('The phone page is not built yet: run npm run build.\n');
    if (request.path === '/') return next();
    // One page of two faces: which one it shows, its script reads from the address.
    response.set('content-security-policy', PAGE_POLICY).sendFile(page);
  });
  app.use(
    express.static(PAGE_FOLDER, {
      setHeaders: (response) => response.setHeader('content-security-policy', PAGE_POLICY),
    }),
  );
  app.use(answerFault);

  const smtp = await listen(options, { state, trouble, server });
  return {
    url: apiBaseUrl(),
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    port: port(),
    async close() {
      await delivery.close();
      await smtp.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      state.close();
    },
  };
}

/** Takes both ports. Leaves nothing open when it throws. */
async function listen(
  options: SimulatorOptions,
  parts: { state: SimulatorState; trouble: TroubleMaker; server: Server },
): ReturnType<typeof startSmtp> {
  const { state, trouble, server } = parts;
  try {
    for (const account of options.accounts) state.putAccount(account);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    });
    return await startSmtp(options.smtpPort ?? 0, state.mailbox, trouble);
  } catch (error) {
    server.close();
    state.close();
    throw error;
  }
}

/** A request that cannot be read gets its own status; a fault of ours is told on stderr and answered as Twilio does. */
function answerFault(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const given: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  const status = typeof given === 'number' ? given : 500;
  const reason = error instanceof Error ? error.message : String(error);
  if (status >= 500 && !(error instanceof Error && error.name === 'AbortError'))
    process.stderr.write(`simulator: ${request.method} ${request.path} failed: ${reason}\n`);
  response.status(status).json({ code: 20500, message: reason, error: reason, status });
}
