import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import type { TroubleMaker } from '../trouble.ts';
import type { Mailbox } from './mailbox.ts';

/** Largest mail that is taken, in bytes. */
const MAX_BYTES = 10 * 1024 * 1024;

/** The password that no user has: what a test of refused credentials signs in with. */
const WRONG_PASSWORD = 'wrong-password';

/**
 * A real SMTP server on loopback that delivers into the mailbox. It takes any user with any password but one, and mail
 * without a sign-in too.
 * @param port 0 takes a free one
 */
export async function startSmtp(
  port: number,
  mailbox: Mailbox,
  trouble: TroubleMaker,
): Promise<{ port: number; close(): Promise<void> }> {
  const receive = async (stream: AsyncIterable<Buffer | string>, recipients: string[]): Promise<void> => {
    const refused = trouble.take('refuse-mail');
    const raw = await readAll(stream);
    if (refused !== null) throw withCode(refused.code, 'The mail is refused');
    await mailbox.take(raw, recipients);
  };
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // The certificate of a machine without a name would be refused by every client.
    disabledCommands: ['STARTTLS'],
    size: MAX_BYTES,
    logger: false,
    onAuth({ username, password }, _session, callback) {
      if (password === WRONG_PASSWORD) return callback(withCode(535, 'Authentication failed'));
      callback(null, { user: username ?? '' });
    },
    onData: (stream, session, callback) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      callbackify(() => receive(stream, recipients))((error) => callback(error));
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  // A client that breaks off is its own trouble; without a listener it would end the process.
  server.on('error', () => undefined);
  return {
    port: (server.server.address() as AddressInfo).port, // it listens on TCP
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function withCode(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
