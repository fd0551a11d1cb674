// Sends signed webhooks over a fixed number of connections that stay open. A process of its own, so that its work counts
// for nobody; takes one job after the other over IPC.
import { Agent, request } from 'node:http';
import * as z from 'zod';
import { inboundForm, newMessageSid, signedForm, type SignedForm } from './twilio-webhook.ts';

const jobSchema = z.object({
  url: z.string(),
  /** What the signature covers. */
  publicUrl: z.string(),
  accountSid: z.string(),
  authToken: z.string(),
  to: z.string(),
  /** Customers who write, in turn. */
  from: z.array(z.string()),
  requests: z.number(),
  connections: z.number(),
});
export type LoadJob = z.infer<typeof jobSchema>;

export interface LoadResult {
  durationMs: number;
  /** Answers by status. */
  statuses: Record<string, number>;
}

const agents = new Map<number, Agent>();

async function perform(job: LoadJob): Promise<LoadResult> {
  const agent = agents.get(job.connections) ?? new Agent({ keepAlive: true, maxSockets: job.connections });
  agents.set(job.connections, agent);
  // Made before the clock starts.
  const forms = Array.from({ length: job.requests }, (_, index) => makeForm(job, index));
  const statuses: Record<string, number> = {};
  const startedAt = performance.now();
  const remaining = forms.values();
  const work = async (): Promise<void> => {
    for (const form of remaining) {
      const status = await post(agent, job.url, form);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: job.connections }, work));
  return { durationMs: performance.now() - startedAt, statuses };
}

function makeForm({ publicUrl, accountSid, authToken, to, from }: LoadJob, index: number): SignedForm {
  const form = inboundForm({
    accountSid,
    from: from[index % from.length] ?? '',
    to,
    text: `Hello, when will order ${index} arrive? Thank you!`,
    messageSid: newMessageSid(),
  });
  return signedForm(authToken, publicUrl, form);
}

function post(agent: Agent, url: string, { body, signature }: SignedForm): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-twilio-signature': signature,
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.end(body);
  });
}

process.on('message', (message) => {
  perform(jobSchema.parse(message)).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
