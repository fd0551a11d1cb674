import { clientSchema } from '#contracts/collections/client.ts';
import { paths } from '#contracts/collections/paths.ts';
import { searchTokens } from '#contracts/search-tokens.ts';
import { db } from '../platform/admin.ts';
import { defineCallable, type Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';

/** A client with more conversations than this keeps the old name in the oldest rows. */
const RENAMED_CONVERSATIONS = 50;

export const clientCallables = { saveClient: defineCallable('saveClient', saveClient) };

/**
 * Changes what the call names and leaves the rest. A new name reaches the rows of the inbox too.
 * @throws Refusal `not-found`, `changed-meanwhile` where somebody else has changed the same
 */
async function saveClient({ companyId, input }: Call<'saveClient'>): Promise<{ clientId: string }> {
  const { clientId, name, notes, expected } = input;
  const ref = db().doc(paths.client(companyId, clientId));
  await db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'clientId' });
    const client = clientSchema.parse(snapshot.data());
    requireExpected(client.name, name, expected?.name);
    requireExpected(client.notes, notes, expected?.notes);
    const isRenamed = name !== undefined && name !== client.name;
    const rows = isRenamed ? await transaction.get(conversationsOf(companyId, clientId)) : null;
    transaction.update(ref, {
      ...(isRenamed ? { name, searchTokens: searchTokens(name, client.phones) } : {}),
      ...(notes === undefined ? {} : { notes }),
      updatedAt: now(),
    });
    for (const row of rows?.docs ?? []) transaction.update(row.ref, { 'client.name': name });
  });
  return { clientId };
}

/** Nobody saves over what they have not seen; a repeat finds its own. */
function requireExpected(stored: string, wanted: string | undefined, expected: string | undefined): void {
  if (wanted === undefined || expected === undefined || stored === expected || stored === wanted) return;
  throw new Refusal('changed-meanwhile');
}

function conversationsOf(companyId: string, clientId: string) {
  return db()
    .collection(paths.conversations(companyId))
    .where('clientId', '==', clientId)
    .orderBy('lastMessage.at', 'desc')
    .limit(RENAMED_CONVERSATIONS);
}
