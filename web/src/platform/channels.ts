import { channelSchema } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { useLive } from './live-query.ts';
import { namedListUnit } from './named-list.ts';
import { useSession } from './session.ts';

/** The company's channels, by name. One read per channel: asked for only where they are shown. */
export function useChannels() {
  const { companyId } = useSession();
  return useLive(
    namedListUnit({
      queryKey: ['channels', companyId],
      path: paths.channels(companyId),
      schema: channelSchema,
      atMost: 100,
    }),
  );
}
