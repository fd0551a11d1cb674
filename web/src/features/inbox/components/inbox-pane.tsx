import { ActionIcon, CloseButton, Tabs, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useTyped } from '../../../ui/use-typed.ts';
import { boundedCount, isTab, TABS, type Tab } from '../model.ts';
import type { useInbox } from '../use-inbox.ts';
import { ConversationList } from './conversation-list.tsx';
import { SearchResults } from './search-results.tsx';
import './inbox-pane.css';

const StartDialog = lazy(async () => ({ default: (await import('./start-dialog.tsx')).StartDialog }));

interface InboxPaneProps {
  inbox: ReturnType<typeof useInbox>;
  tab: Tab;
  selectedId: string | null;
  /** What is searched for; empty shows the tab. */
  search: string;
  onSearch: (text: string) => void;
}

/** The left pane of the Chat page: search, tabs and the list. */
export function InboxPane({ inbox, tab, selectedId, search, onSearch }: InboxPaneProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isStarting, setIsStarting] = useState(false);
  const isSearching = search.trim() !== '';
  const typed = useTyped(search, onSearch);

  return (
    <section className="inbox" aria-label={t('chat.list')}>
      <header className="inbox-head">
        <h1>{t('chat.title')}</h1>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={t('chat.new')}
          title={t('chat.new')}
          onClick={() => setIsStarting(true)}
        >
          <IconPlus size={20} stroke={1.5} />
        </ActionIcon>
      </header>
      <TextInput
        className="inbox-search"
        type="search"
        size="sm"
        aria-label={t('chat.search.label')}
        placeholder={t('chat.search.label')}
        leftSection={<IconSearch size={16} stroke={1.5} />}
        rightSection={
          isSearching && (
            <CloseButton size="sm" aria-label={t('chat.search.clear')} onClick={() => typed.onChange('')} />
          )
        }
        value={typed.value}
        onChange={(event) => typed.onChange(event.currentTarget.value)}
        onBlur={typed.onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Escape') typed.onChange('');
        }}
      />
      {isSearching ? (
        <SearchResults search={search} tab={tab} selectedId={selectedId} />
      ) : (
        <Tabs
          className="inbox-tabs"
          value={tab}
          keepMounted={false}
          activateTabWithKeyboard={false}
          onChange={(next) => {
            if (isTab(next ?? undefined)) void navigate(`/chat/${next}`);
          }}
        >
          <Tabs.List aria-label={t('chat.tabList')}>
            {TABS.map((name) => (
              <TabButton
                key={name}
                tab={name}
                count={name === 'waiting' || name === 'mine' ? inbox.counts[name] : null}
              />
            ))}
          </Tabs.List>
          <Tabs.Panel className="inbox-panel" value={tab} tabIndex={-1}>
            <ConversationList
              key={tab}
              inbox={inbox}
              tab={tab}
              selectedId={selectedId}
              onStart={() => setIsStarting(true)}
            />
          </Tabs.Panel>
        </Tabs>
      )}
      {isStarting && (
        <Suspense>
          <StartDialog onClose={() => setIsStarting(false)} />
        </Suspense>
      )}
    </section>
  );
}

interface TabButtonProps {
  tab: Tab;
  count: number | null;
}

function TabButton({ tab, count }: TabButtonProps) {
  const { t } = useTranslation();
  const bounded = count === null ? null : boundedCount(count);
  return (
    <Tabs.Tab
      value={tab}
      {...(bounded === null ? {} : { 'aria-description': t('chat.count', { count: bounded.shown }) })}
    >
      {t(`chat.tabs.${tab}`)}
      {bounded !== null && bounded.shown > 0 && (
        <span
          className="inbox-count tabular"
          aria-hidden
          data-count={bounded.isMore ? t('words.and99', { count: bounded.shown }) : bounded.shown}
        />
      )}
    </Tabs.Tab>
  );
}
