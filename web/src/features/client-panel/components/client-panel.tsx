import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#contracts/collections/client.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { readableAddress } from '../../../ui/address.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { EmptyState, FailedState, Loading } from '../../../ui/states.tsx';
import { useClient } from '../api/client.ts';
import { ClientName } from './client-name.tsx';
import { ClientNotes } from './client-notes.tsx';
import { ConversationPriority } from './conversation-priority.tsx';
import { ConversationTags } from './conversation-tags.tsx';
import { PastTickets } from './past-tickets.tsx';
import './client-panel.css';

interface ClientPanelProps {
  conversation: Stored<Conversation>;
  /** Absent in a drawer, which has its own way out. */
  onClose?: () => void;
}

/** The right pane: who the customer is and what was before. */
export function ClientPanel({ conversation, onClose }: ClientPanelProps) {
  const { t } = useTranslation();
  const client = useClient(conversation.clientId);
  return (
    <aside className="client" aria-label={t('client.panel')}>
      {onClose !== undefined && (
        <ActionIcon
          className="client-close"
          variant="subtle"
          color="gray"
          aria-label={t('client.close')}
          onClick={onClose}
        >
          <IconX size={18} stroke={1.5} />
        </ActionIcon>
      )}
      {client.isPending && <PanelSkeleton />}
      {client.isError && (
        <FailedState
          title={t('client.failed')}
          error={client.error}
          onRetry={() => {
            void client.refetch();
          }}
        />
      )}
      {client.data === null && <EmptyState title={t('client.missing')} body="" />}
      {client.data && <PanelContent key={client.data.id} client={client.data} conversation={conversation} />}
    </aside>
  );
}

function PanelContent({
  client,
  conversation,
}: {
  client: Stored<Client>;
  conversation: Stored<Conversation>;
}) {
  const { t } = useTranslation();
  const time = useTimeWords();
  return (
    <>
      <header className="client-head">
        <PersonAvatar name={client.name} image={client.avatar} size={56} />
        <ClientName client={client} />
      </header>
      <section className="client-section">
        <h3>{t('client.details')}</h3>
        <dl className="client-facts">
          {client.phones.length > 0 && <Fact name={t('client.phone')}>{client.phones.join(', ')}</Fact>}
          {client.emails.length > 0 && <Fact name={t('client.email')}>{client.emails.join(', ')}</Fact>}
          <Fact name={t('client.address')}>
            <ChannelMark type={conversation.channelType} /> {readableAddress(conversation.client.address)}
          </Fact>
          <Fact name={t('client.ticket')}>{conversation.ticket.number}</Fact>
          <Fact name={t('client.since')}>{time.date(client.createdAt)}</Fact>
          <Fact name={t('client.consent')}>{t(`client.consents.${conversation.consent}`)}</Fact>
        </dl>
      </section>
      <ConversationPriority conversation={conversation} />
      <ConversationTags conversation={conversation} />
      <ClientNotes client={client} />
      <PastTickets clientId={client.id} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PanelSkeleton() {
  return (
    <Loading className="client-skeleton">
      <span className="skeleton" />
      <span className="skeleton" />
      <span className="skeleton" />
    </Loading>
  );
}
