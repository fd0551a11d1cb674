import type { CallableOutput } from '#contracts/callables/index.ts';
import { channelSchema } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { changeAutomation } from './change-automation.ts';

/**
 * The one switch. The mode is one field of one document, and changes only if nothing was changed since the caller looked:
 * of many switches at once one wins.
 * @throws Refusal `changed-meanwhile`
 */
export async function setAutomationMode(
  call: Call<'setAutomationMode'>,
): Promise<CallableOutput<'setAutomationMode'>> {
  const { companyId, input, company } = call;
  const { epoch } = await changeAutomation(call, (_transaction, automation) => {
    if (automation.epoch !== input.expectedEpoch) throw new Refusal('changed-meanwhile');
    if (automation.mode === input.mode) return null;
    return {
      patch: { mode: input.mode },
      changesWhoAnswers: true,
      audit: {
        action: 'automation.mode-changed',
        target: { id: companyId, name: company.name },
        before: { mode: automation.mode },
        after: { mode: input.mode },
      },
    };
  });
  return { epoch };
}

/**
 * Puts an assistant on a channel, as what it is, or takes the one of that type away.
 * @throws Refusal `not-found` for a channel or an assistant of this type that is not there
 */
export async function setChannelAssistant(
  call: Call<'setChannelAssistant'>,
): Promise<CallableOutput<'setChannelAssistant'>> {
  const { companyId, input } = call;
  const { channelId, type, assistantId } = input;
  await changeAutomation(call, async (transaction, { channels, assistants }) => {
    const snapshot = await transaction.get(db().doc(paths.channel(companyId, channelId)));
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'channelId' });
    const isThere =
      assistantId === null ||
      (Object.hasOwn(assistants, assistantId) && assistants[assistantId]?.type === type);
    if (!isThere) throw new Refusal('not-found', { field: 'assistantId' });
    const before = (Object.hasOwn(channels, channelId) ? channels[channelId] : undefined) ?? {
      chatbot: null,
      ai: null,
    };
    if (before[type] === assistantId) return null;
    return {
      patch: { channels: { ...channels, [channelId]: { ...before, [type]: assistantId } } },
      changesWhoAnswers: true,
      audit: {
        action: 'automation.channel-changed',
        target: { id: channelId, name: channelSchema.parse(snapshot.data()).name },
        before: { [type]: before[type] },
        after: { [type]: assistantId },
      },
    };
  });
  return {};
}
