import type { ChannelType } from '#contracts/channels.ts';
import { decideSettlement } from '../../../functions/src/inbox/decide-settlement.ts';
import { describeError } from '../../../functions/src/channels/twilio/errors.ts';
import type { Random } from './random.ts';
import type { OutboundContent } from './story.ts';

type Fate = OutboundContent['fate'];

const FAILURES: Record<ChannelType, string[]> = {
  twilio_whatsapp: ['63049', '63021', '30450', '63024'],
  twilio_sms: ['30003', '30005', '30006', '30007', '30008'],
};
/** How often a message does not arrive. */
const FAILURE_RATE = 0.025;

/** What became of a message that was sent some time ago. */
export function usualFate(random: Random, channelType: ChannelType): Fate {
  if (random.chance(FAILURE_RATE)) return failedWith(random.pick(FAILURES[channelType]));
  if (channelType === 'twilio_sms')
    return { status: random.chance(0.93) ? 'delivered' : 'sent', error: null };
  return { status: random.chance(0.9) ? 'read' : 'delivered', error: null };
}

/** What became of a message that nothing has followed yet. */
export function recentFate(random: Random, channelType: ChannelType): Fate {
  const statuses =
    channelType === 'twilio_sms'
      ? (['sent', 'delivered'] as const)
      : (['sent', 'delivered', 'read'] as const);
  return { status: random.pick(statuses), error: null };
}

export function failedWith(code: string): Fate {
  return { status: 'failed', error: describeError(code) };
}

/** The provider's answer never came and it could not be asked afterwards. */
export function unknownFate(): Fate {
  const aDayMs = 24 * 60 * 60_000;
  const settlement = decideSettlement(
    { text: '', media: [], pendingSince: 0 },
    { listed: null, knownProviderIds: new Set(), at: aDayMs },
  );
  if (settlement === null) throw new Error('a day-old pending message was not settled');
  const { status, error, outcome } = settlement;
  return { status, error, outcome };
}
