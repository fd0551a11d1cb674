import { IconSearchOff } from '@tabler/icons-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useNow } from '../../../platform/use-now.ts';
import { useSettled } from '../../../platform/use-settled.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { EmptyState, FailedState } from '../../../ui/states.tsx';
import { useSearch } from '../api/search-conversations.ts';
import type { Tab } from '../model.ts';
import { searchTerms } from '../search-terms.ts';
import { ConversationRow } from './conversation-row.tsx';

/** Typing pauses at least this long before the server is asked. */
const SETTLED_MS = 250;

interface SearchResultsProps {
  search: string;
  tab: Tab;
  selectedId: string | null;
}

/** What a search finds: clients and their conversations, apart. */
export function SearchResults({ search, tab, selectedId }: SearchResultsProps) {
  const { t } = useTranslation();
  const now = useNow();
  const location = useLocation();
  const settled = useSettled(useDeferredValue(search), SETTLED_MS);
  const found = useSearch(settled);

  if (searchTerms(search).length === 0) return <p className="inbox-foot">{t('chat.search.tooShort')}</p>;
  if (found.isError) {
    return (
      <FailedState
        title={t('chat.search.failed')}
        error={found.error}
        onRetry={() => {
          void found.refetch();
        }}
      />
    );
  }
  if (found.data === undefined) return <p className="inbox-foot">{t('app.loading')}</p>;
  const { clients, conversations } = found.data;
  if (clients.length === 0) {
    return (
      <EmptyState
        icon={<IconSearchOff size={32} stroke={1.25} aria-hidden />}
        title={t('chat.search.none', { text: settled.trim() })}
        body={t('chat.search.noneBody')}
      />
    );
  }
  return (
    <div className="inbox-found">
      <h2>{t('chat.search.conversations')}</h2>
      <ul>
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <ConversationRow
              conversation={conversation}
              tab={tab}
              isSelected={conversation.id === selectedId}
              now={now}
            />
          </li>
        ))}
      </ul>
      <h2>{t('chat.search.clients')}</h2>
      <ul>
        {clients.map((client) => {
          const newest = conversations.find(({ clientId }) => clientId === client.id);
          const content = (
            <>
              <PersonAvatar name={client.name} image={client.avatar} size={32} />
              <span className="row-main">
                <span className="row-name">{client.name || client.phones[0]}</span>
                <span className="row-preview">
                  {newest === undefined ? t('chat.search.noConversation') : client.phones.join(', ')}
                </span>
              </span>
            </>
          );
          return (
            <li key={client.id}>
              {newest === undefined ? (
                <span className="row row-small">{content}</span>
              ) : (
                <Link
                  className="row row-small"
                  to={{ pathname: `/chat/${tab}/${newest.id}`, search: location.search }}
                >
                  {content}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
