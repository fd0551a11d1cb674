import { paths } from '#contracts/collections/paths.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { deleteSecret, forgetSecret, readSecretState, writeSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { shownEnd } from '../platform/shown-end.ts';
import { parseAiSettings } from './ai-settings.ts';
import { keySecretId } from './open-provider.ts';
import { isSendableKey } from './provider-steps.ts';

const NAMES = { gemini: 'Gemini', openai: 'OpenAI' };

/**
 * Keeps a provider's key, encrypted, or removes it. Everybody sees its last four characters alone, and so does the record.
 * @throws Refusal `invalid-input` for what can be no key
 */
export async function saveAiKey(call: Call<'saveAiKey'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const { provider, apiKey } = input;
  if (apiKey !== null && !isSendableKey(apiKey)) throw new Refusal('invalid-input', { field: 'apiKey' });
  const secretId = keySecretId(provider);
  await db().runTransaction(async (transaction) => {
    const settingsRef = db().doc(paths.aiSettings(companyId));
    const [snapshot, state] = await Promise.all([
      transaction.get(settingsRef),
      readSecretState(transaction, companyId, secretId),
    ]);
    const settings = parseAiSettings(snapshot);
    const before = settings.keys[provider];
    if (apiKey === null && before === null && state.version === 0) return;
    const lastFour = apiKey === null ? null : shownEnd(apiKey);
    const after = lastFour === null ? null : { lastFour, setBy: uid, setAt: now() };
    transaction.set(settingsRef, { ...settings, keys: { ...settings.keys, [provider]: after } });
    if (apiKey === null) deleteSecret(transaction, companyId, secretId);
    else writeSecret(transaction, { companyId, secretId, setBy: uid, state }, apiKey);
    writeAudit(transaction, {
      companyId,
      action: 'ai.key-changed',
      by: { uid, name: member.name },
      target: { id: provider, name: NAMES[provider] },
      before: { lastFour: before?.lastFour ?? null },
      after: { lastFour },
    });
  });
  forgetSecret(companyId, secretId);
  return {};
}
