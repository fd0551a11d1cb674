import { readSecretState, writeSecret } from '../../functions/src/connections/secret-store.ts';
import { db } from '../../functions/src/platform/admin.ts';

/** Stores a key of an AI provider, encrypted; one that is there already stays. After the keyring has been named. */
export async function writeAiKey(
  target: { companyId: string; secretId: string; setBy: string },
  apiKey: string,
): Promise<void> {
  const { companyId, secretId } = target;
  await db().runTransaction(async (transaction) => {
    const state = await readSecretState(transaction, companyId, secretId);
    if (state.version === 0) writeSecret(transaction, { ...target, state }, apiKey);
  });
}
