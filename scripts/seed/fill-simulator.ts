import type { Message } from '#contracts/collections/message.ts';
import type { Demo } from './demo/generate-demo.ts';

/** Most messages that the simulator takes at once. */
const BATCH_SIZE = 2_000;

/**
 * Tells the simulated provider what the demo's customers and company have written to each other, so that phones show
 * their history and an open service window is open there too.
 * @throws Error where the simulator refuses
 */
export async function fillSimulator(simulatorUrl: string, demo: Demo): Promise<void> {
  const addressOf = new Map(demo.connections.map(({ channelId, channel }) => [channelId, channel.address]));
  const conversations = new Map<string, { customer: string; company: string; name: string }>();
  for (const { path, data } of demo.documents) {
    const [, , collection, id, below] = path.split('/');
    if (collection !== 'conversations' || id === undefined || below !== undefined) continue;
    const { channelId, client } = data as { channelId: string; client: { address: string; name: string } }; // checked against its schema by the seed's tests
    conversations.set(id, {
      customer: client.address,
      company: addressOf.get(channelId) ?? '',
      name: client.name,
    });
  }
  const messages = demo.documents.flatMap(({ path, data }) => {
    if (path.split('/')[4] !== 'messages') return [];
    const { conversationId, direction, text, kind, providerAt } = data as Message; // likewise
    const sides = conversations.get(conversationId);
    if (sides === undefined || (direction !== 'inbound' && direction !== 'outbound')) return [];
    const { customer, company, name } = sides;
    const isInbound = direction === 'inbound';
    return [
      {
        direction,
        from: isInbound ? customer : company,
        to: isInbound ? company : customer,
        text: text === '' ? `(${kind})` : text,
        profileName: isInbound ? name : null,
        at: providerAt,
      },
    ];
  });
  for (let start = 0; start < messages.length; start += BATCH_SIZE) {
    const response = await fetch(`${simulatorUrl}/control/history`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: messages.slice(start, start + BATCH_SIZE) }),
    });
    if (!response.ok) throw new Error(`The simulator refused the demo's history: ${await response.text()}`);
  }
}
