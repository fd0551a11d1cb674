import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { FailedState } from '../../../ui/states.tsx';
import { usePastTickets } from '../api/past-tickets.ts';

/** The client's closed tickets, on demand. */
export function PastTickets({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const { members } = useDirectory();
  const [isShown, setIsShown] = useState(false);
  const tickets = usePastTickets(clientId, isShown);
  return (
    <section className="client-section">
      <h3>{t('client.tickets')}</h3>
      {!isShown && (
        <Button size="compact-md" variant="default" onClick={() => setIsShown(true)}>
          {t('client.showTickets')}
        </Button>
      )}
      {tickets.isLoading && <p className="client-text">{t('app.loading')}</p>}
      {tickets.isError && (
        <FailedState
          title={t('client.ticketsFailed')}
          error={tickets.error}
          onRetry={() => {
            void tickets.refetch();
          }}
        />
      )}
      {tickets.data?.length === 0 && <p className="client-text">{t('client.noTickets')}</p>}
      <ul className="client-tickets">
        {tickets.data?.map((ticket) => (
          <li key={ticket.id}>
            <ChannelMark type={ticket.channelType} />
            <span>
              <strong className="tabular">{ticket.number}</strong>
              <span className="client-text">
                {t('client.ticketTimes', {
                  opened: time.date(ticket.openedAt),
                  closed: time.date(ticket.closedAt),
                })}
              </span>
              <span className="client-text">
                {t('client.ticketBy', {
                  name: members[ticket.closedBy ?? '']?.name ?? t('conversation.someone'),
                })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
