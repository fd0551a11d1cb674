import { useTranslation } from 'react-i18next';
import type { ConversationEvent, Message } from '#contracts/collections/message.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useDirectory, useTaxonomy } from '../../../platform/workspace.ts';

/** Something that happened to the conversation, as a small line in the middle. */
export function EventLine({ message }: { message: Stored<Message> }) {
  const time = useTimeWords();
  const sentence = useEventSentence(message.event, message.text);
  return (
    <p className="log-event">
      {sentence}{' '}
      <time
        className="tabular"
        dateTime={new Date(message.providerAt).toISOString()}
        title={time.exact(message.providerAt)}
      >
        {time.clock(message.providerAt)}
      </time>
    </p>
  );
}

function useEventSentence(event: ConversationEvent | undefined, fallback: string): string {
  const { t, i18n } = useTranslation();
  const { members } = useDirectory();
  const { queues, tags } = useTaxonomy();
  if (event === undefined) return fallback;
  const nameOf = (uid: string | null) =>
    uid === null ? t('conversation.system') : (members[uid]?.name ?? t('conversation.someone'));
  const queueOf = (id: string | null) =>
    id === null ? t('conversation.status.waiting') : (queues[id]?.name ?? id);
  const list = new Intl.ListFormat(i18n.language);
  const tagsOf = (ids: readonly string[]) => list.format(ids.map((id) => tags[id]?.name ?? id));
  const by = nameOf(event.by);
  switch (event.type) {
    case 'accepted':
      return t('conversation.event.accepted', { by });
    case 'transferred':
      return event.toMemberId === null
        ? t('conversation.event.transferredToQueue', { by, to: queueOf(event.toQueueId) })
        : t('conversation.event.transferredToMember', { by, to: nameOf(event.toMemberId) });
    case 'returned':
      return event.toQueueId === null
        ? t('conversation.event.returnedNoQueue', { by })
        : t('conversation.event.returned', { by, to: queueOf(event.toQueueId) });
    case 'closed':
      return t('conversation.event.closed', { by, ticket: event.ticketNumber });
    case 'reopened':
      return event.by === null
        ? t('conversation.event.reopenedBySystem', { ticket: event.ticketNumber })
        : t('conversation.event.reopened', { by, ticket: event.ticketNumber });
    case 'started':
      return event.by === null
        ? t('conversation.event.startedBySystem', { ticket: event.ticketNumber })
        : t('conversation.event.started', { by, ticket: event.ticketNumber });
    case 'handed-over':
      return t('conversation.event.handedOver', {
        assistant: event.assistantName,
        to: event.toQueueId === null ? t('conversation.event.people') : queueOf(event.toQueueId),
        reason: t(`conversation.event.handOverReason.${event.reason}`),
      });
    case 'given-to-automation':
      return t('conversation.event.givenToAutomation', { by, assistant: event.assistantName });
    case 'priority':
      return t('conversation.event.priority', { by, priority: t(`chat.priority.${event.priority}`) });
    case 'tags':
      if (event.removed.length === 0)
        return t('conversation.event.tagsAdded', { by, tags: tagsOf(event.added) });
      if (event.added.length === 0)
        return t('conversation.event.tagsRemoved', { by, tags: tagsOf(event.removed) });
      return t('conversation.event.tagsChanged', {
        by,
        added: tagsOf(event.added),
        removed: tagsOf(event.removed),
      });
  }
}
