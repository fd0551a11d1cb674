import type { ChannelAccount, MediaAccess } from '../contract.ts';

const TWILIO_ORIGIN = 'https://api.twilio.com';

/**
 * Files live at Twilio's API behind Basic authentication; it redirects to storage elsewhere, which must not see the
 * credentials. A stand-in for the API stands in for its files too.
 * Source: https://www.twilio.com/docs/messaging/api/media-resource
 */
export function mediaAccess(account: ChannelAccount): MediaAccess {
  const origin = account.apiBaseUrl ?? TWILIO_ORIGIN;
  const basic = Buffer.from(`${account.account}:${account.authToken}`).toString('base64');
  return {
    origins: [origin],
    authorization: `Basic ${basic}`,
    locate: (ref) => (ref.startsWith(`${TWILIO_ORIGIN}/`) ? origin + ref.slice(TWILIO_ORIGIN.length) : ref),
  };
}
