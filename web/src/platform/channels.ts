import { collection, limit, query } from 'firebase/firestore';
import { channelSchema, type Channel } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { listenToQuery, type Stored } from './documents.ts';
import { firestore } from './firebase.ts';
import { useLive, type LiveUnit } from './live-query.ts';
import { useSession } from './session.ts';

/** The rules answer lists only in pages. */
const AT_MOST = 100;

/** The company's channels, by name. One read per channel: asked for only where they are shown. */
export function useChannels() {
  return useLive(channelsUnit(useSession().companyId));
}

function channelsUnit(companyId: string): LiveUnit<Stored<Channel>[]> {
  return {
    queryKey: ['channels', companyId],
    listen: ({ next, fail }) =>
      listenToQuery(
        query(collection(firestore(), paths.channels(companyId)), limit(AT_MOST)),
        channelSchema,
        (channels) => {
          const byName = channels.toSorted((a, b) => a.name.localeCompare(b.name));
          next(() => byName);
        },
        fail,
      ),
  };
}
