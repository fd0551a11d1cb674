import { Button } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../../../platform/use-now.ts';
import { EmptyState, FailedState, Loading } from '../../../ui/states.tsx';
import { useArrowKeys } from '../../../ui/use-arrow-keys.ts';
import { useVisibleRows } from '../../../ui/use-visible-rows.ts';
import type { Tab } from '../model.ts';
import { useHeldOrder } from '../use-held-order.ts';
import type { useInbox } from '../use-inbox.ts';
import { ConversationRow, ROW_HEIGHT } from './conversation-row.tsx';

interface ConversationListProps {
  inbox: ReturnType<typeof useInbox>;
  tab: Tab;
  selectedId: string | null;
  onStart: () => void;
}

/** The rows of one tab, in all their states. */
export function ConversationList({ inbox, tab, selectedId, onStart }: ConversationListProps) {
  const { t } = useTranslation();
  const { list } = inbox;
  if (list.isPending) return <ListSkeleton />;
  if (list.isError && list.data === undefined) {
    return (
      <FailedState
        title={t('chat.failed')}
        error={list.error}
        onRetry={() => {
          void list.refetch();
        }}
      />
    );
  }
  if (inbox.rows.length === 0) return <EmptyTab tab={tab} onStart={onStart} />;
  return <Rows inbox={inbox} tab={tab} selectedId={selectedId} />;
}

function Rows({ inbox, tab, selectedId }: Omit<ConversationListProps, 'onStart'>) {
  const { t } = useTranslation();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  useArrowKeys(scroller);
  const { rows, newerCount, release } = useHeldOrder(inbox.rows, scroller);
  const shown = useVisibleRows(scroller, rows.length, ROW_HEIGHT);
  const { older } = inbox;
  const window = inbox.list.data;
  const wantsOlder =
    window !== undefined && window.hasOlder && !older.isPending && !older.isError && shown.end >= rows.length;

  useEffect(() => {
    if (wantsOlder && window !== undefined) older.mutate(window);
  }, [wantsOlder, window, older]);

  return (
    <>
      {newerCount > 0 && (
        <div className="inbox-newer">
          <Button size="compact-sm" radius="xl" onClick={release}>
            {t('chat.newer', { count: newerCount })}
          </Button>
        </div>
      )}
      <div ref={scroller} className="inbox-rows">
        <ul style={{ height: rows.length * ROW_HEIGHT }}>
          {rows.slice(shown.start, shown.end).map((row, index) => (
            <li
              key={row.id}
              style={{ transform: `translateY(${(shown.start + index) * ROW_HEIGHT}px)` }}
              aria-posinset={shown.start + index + 1}
              aria-setsize={window?.hasOlder === true ? -1 : rows.length}
            >
              <ConversationRow conversation={row} tab={tab} isSelected={row.id === selectedId} now={now} />
            </li>
          ))}
        </ul>
        {older.isPending && <p className="inbox-foot">{t('chat.older')}</p>}
        {older.isError && window !== undefined && (
          <p className="inbox-foot" role="alert">
            {t('chat.olderFailed')}{' '}
            <Button size="compact-sm" variant="subtle" onClick={() => older.mutate(window)}>
              {t('words.retry')}
            </Button>
          </p>
        )}
      </div>
    </>
  );
}

function EmptyTab({ tab, onStart }: { tab: Tab; onStart: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconInbox size={32} stroke={1.25} aria-hidden />}
      title={t(`chat.empty.${tab}.title`)}
      body={t(`chat.empty.${tab}.body`)}
      action={
        <>
          {tab === 'waiting' && (
            <Button variant="default" onClick={onStart}>
              {t('chat.emptyAction.waiting')}
            </Button>
          )}
          {tab === 'mine' && (
            <Button variant="default" component={Link} to="/chat/waiting">
              {t('chat.emptyAction.mine')}
            </Button>
          )}
        </>
      }
    />
  );
}

function ListSkeleton() {
  return (
    <Loading className="inbox-loading">
      {Array.from({ length: 9 }, (_, index) => (
        <span key={index} className="inbox-skeleton">
          <span className="skeleton" />
          <span>
            <span className="skeleton" />
            <span className="skeleton" />
          </span>
        </span>
      ))}
    </Loading>
  );
}
