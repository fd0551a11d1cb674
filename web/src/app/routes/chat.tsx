import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import { InboxPane } from '../../features/inbox/components/inbox-pane.tsx';
import { isTab, type Tab } from '../../features/inbox/model.ts';
import { useInbox } from '../../features/inbox/use-inbox.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ListResizer, useListWidth } from '../list-resizer.tsx';
import './chat.css';

const loadConversation = () => import('./chat-conversation.tsx');
const ChatConversation = lazy(async () => ({ default: (await loadConversation()).ChatConversation }));

/** The Chat page. Its address says which tab and which conversation are open, and what is searched for. */
export function ChatRoute() {
  const { tab, conversationId } = useParams();
  if (!isTab(tab)) return <Navigate to="/chat/waiting" replace />;
  return <Chat tab={tab} conversationId={conversationId ?? null} />;
}

/** Safari has no idle callback yet. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work);
  else setTimeout(work, 1000);
}

function Chat({ tab, conversationId }: { tab: Tab; conversationId: string | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const inbox = useInbox(tab, conversationId);
  const [listWidth, setListWidth] = useListWidth();
  const search = parameters.get('q') ?? '';
  const hasRows = inbox.list.isSuccess;

  // The list stands; what a click on it needs can come now.
  const [isSettled, setIsSettled] = useState(false);
  if (hasRows && !isSettled) setIsSettled(true);
  useEffect(() => {
    if (!isSettled) return;
    whenIdle(() => {
      loadConversation().catch(reportError);
    });
  }, [isSettled]);

  return (
    <div className="chat" data-open={conversationId !== null || undefined}>
      <div className="chat-list" style={{ width: listWidth }}>
        <InboxPane
          inbox={inbox}
          tab={tab}
          selectedId={conversationId}
          search={search}
          onSearch={(text) => setParameters(text === '' ? {} : { q: text }, { replace: true })}
        />
      </div>
      <ListResizer width={listWidth} onChange={setListWidth} />
      {conversationId === null ? (
        <div className="chat-nothing">
          <EmptyState title={t('chat.pick.title')} body={t('chat.pick.body')} />
        </div>
      ) : (
        <Suspense fallback={<div className="chat-nothing" />}>
          <ChatConversation
            key={conversationId}
            conversationId={conversationId}
            listed={inbox.findListed(conversationId)}
            onBack={() => {
              void navigate({ pathname: `/chat/${tab}`, search: parameters.toString() });
            }}
          />
        </Suspense>
      )}
      <output className="visually-hidden">{inbox.announcement}</output>
    </div>
  );
}
