import type { Twilio } from 'twilio';
import type RequestClientType from 'twilio/lib/base/RequestClient.js';
import type { ChannelAccount } from '../contract.ts';

type RequestOptions<Data> = RequestClientType.RequestOptions<Data>;

/** Twilio's own limit of a request is 15 s; what takes longer has an unknown outcome anyway. */
const TIMEOUT_MS = 15_000;

/**
 * Twilio's official client, pointed at a stand-in where one is configured: the client knows the addresses of Twilio's
 * products, so that a stand-in gets the path alone. Loaded on first use, because most requests need none of it.
 */
export async function createClient(account: ChannelAccount): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const { default: RequestClient } = await import('twilio/lib/base/RequestClient.js');
  const { apiBaseUrl } = account;

  class RedirectingClient extends RequestClient {
    override request<Data>(options: RequestOptions<Data>) {
      if (apiBaseUrl === null) return super.request<Data>(options);
      const { pathname, search } = new URL(options.uri);
      const redirected: RequestOptions<Data> = { ...options, uri: `${apiBaseUrl}${pathname}${search}` };
      return super.request<Data>(redirected);
    }
  }
  const httpClient = new RedirectingClient({ timeout: TIMEOUT_MS });
  return twilio(account.account, account.authToken, { httpClient });
}
