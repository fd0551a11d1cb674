import { isDeepStrictEqual } from 'node:util';
import type { AuditValues } from '#contracts/collections/audit.ts';
import type { AiSettings } from '#contracts/collections/automation.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { parseAiSettings } from '../ai/ai-settings.ts';
import { aiSettingsRef, forgetAiSettings } from './ai-settings-store.ts';

/**
 * Where answers may link to, and what a day may cost: what the caller names; the rest stays. Other instances follow within
 * a minute. A repeat changes nothing.
 */
export async function saveAiLimits(call: Call<'saveAiLimits'>): Promise<Record<string, never>> {
  const { companyId, uid, member, company, input } = call;
  const ref = aiSettingsRef(companyId);
  await db().runTransaction(async (transaction) => {
    const before = parseAiSettings(await transaction.get(ref));
    const { allowedHosts = before.allowedHosts } = input;
    const { tokensPerDay = before.budget.tokensPerDay, answersPerDay = before.budget.answersPerDay } = input;
    const budget = { tokensPerDay, answersPerDay };
    const after: AiSettings = { ...before, allowedHosts: [...new Set(allowedHosts)], budget };
    if (isDeepStrictEqual(recordOf(before), recordOf(after))) return;
    transaction.set(ref, after);
    writeAudit(transaction, {
      companyId,
      action: 'ai.limits-changed',
      by: { uid, name: member.name },
      target: { id: companyId, name: company.name },
      before: recordOf(before),
      after: recordOf(after),
    });
  });
  forgetAiSettings(companyId);
  return {};
}

function recordOf({ allowedHosts, budget: { tokensPerDay, answersPerDay } }: AiSettings): AuditValues {
  return { allowedHosts, tokensPerDay, answersPerDay };
}
