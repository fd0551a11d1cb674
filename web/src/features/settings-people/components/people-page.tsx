import { Button, Chip, Group, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Member } from '#contracts/collections/member.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { AppError } from '../../../platform/app-error.ts';
import type { Stored } from '../../../platform/documents.ts';
import { allRows } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useActOnMember } from '../api/act-on-member.ts';
import { useMembers, useMoreMembers } from '../api/members.ts';
import { findMembers, STATE_FILTERS, type MemberAction, type StateFilter } from '../model.ts';
import { MailWarning } from './mail-warning.tsx';
import { MemberDialogs, type OpenDialog } from './member-dialogs.tsx';
import { MemberRow } from './member-row.tsx';
import './people-page.css';

const InviteDialog = lazy(async () => ({ default: (await import('./invite-dialog.tsx')).InviteDialog }));

/** Settings > People. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { uid } = useSession();
  const company = useCompanyQuery().data;
  const describe = useErrorSentence();
  const members = useMembers();
  const more = useMoreMembers();
  const resend = useActOnMember('resendInvitation');
  const enable = useActOnMember('enableMember');
  const [isInviting, setIsInviting] = useState(false);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [search, setSearch] = useState('');
  const [state, setState] = useStateFilter();

  const window = members.data;
  const loaded = window === undefined ? [] : allRows(window);
  const shown = findMembers(loaded, { state, search });
  const isNarrowed = state !== 'here' || search !== '';

  const handleError = (error: AppError) => showNotice({ message: describe(error), tone: 'danger' });
  const handleResend = (memberId: string, email: string) =>
    resend.mutate(memberId, {
      onSuccess: () => showNotice({ message: t('people.inviteDialog.resent', { email }), tone: 'success' }),
      onError: handleError,
    });
  const handleInvited = ({ memberId, email }: { memberId: string; email: string }) => {
    setIsInviting(false);
    showNotice({
      message: t('people.inviteDialog.sent', { email }),
      tone: 'success',
      action: {
        label: t('people.inviteDialog.resend'),
        onAction: () => handleResend(memberId, email),
      },
    });
  };
  const handleAction = (member: Stored<Member>, action: MemberAction) => {
    if (action === 'resend') handleResend(member.id, member.email);
    else if (action === 'enable')
      enable.mutate(member.id, {
        onSuccess: () => showNotice({ message: t('people.enabled', { name: member.name }), tone: 'success' }),
        onError: handleError,
      });
    else setDialog({ action, member });
  };

  const inviteButton = (
    <Button leftSection={<IconUserPlus size={16} stroke={1.5} />} onClick={() => setIsInviting(true)}>
      {t('people.invite')}
    </Button>
  );
  return (
    <SettingsPage title={t('people.title')} body={t('people.body')} action={inviteButton}>
      <MailWarning />
      <div className="people-tools">
        <TextInput
          type="search"
          size="sm"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Chip.Group
          value={state}
          onChange={(value) => setState(STATE_FILTERS.find((known) => known === value) ?? 'here')}
        >
          <Group gap={6} role="radiogroup" aria-label={t('people.states')}>
            {STATE_FILTERS.map((value) => (
              <Chip key={value} value={value} size="sm" radius="md">
                {t(`people.state.${value}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      <QueryState query={members} failedTitle={t('people.failed')} />
      {window !== undefined && (
        <>
          <output className="settings-muted people-count">
            {t('people.count', { count: shown.length })}
          </output>
          <ul className="settings-list people-list">
            {shown.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                isOwn={member.id === uid}
                onAction={(action) => handleAction(member, action)}
              />
            ))}
          </ul>
          {shown.length === 0 && (
            <EmptyState
              title={t('people.noMatch.title')}
              body={t('people.noMatch.body')}
              action={
                <Button
                  variant="default"
                  onClick={() => {
                    setSearch('');
                    setState('here');
                  }}
                >
                  {t('people.noMatch.clear')}
                </Button>
              }
            />
          )}
          {!isNarrowed && loaded.length === 1 && (
            <EmptyState title={t('people.alone.title')} body={t('people.alone.body')} action={inviteButton} />
          )}
          {window.hasOlder && (
            <Button
              mt="md"
              variant="default"
              loading={more.isPending}
              onClick={() =>
                more.mutate(window, {
                  onError: () => showNotice({ message: t('people.moreFailed'), tone: 'danger' }),
                })
              }
            >
              {t('people.more')}
            </Button>
          )}
        </>
      )}
      {dialog !== null && <MemberDialogs dialog={dialog} onChange={setDialog} />}
      {isInviting && (
        <Suspense>
          <InviteDialog
            locale={company?.locale ?? 'en'}
            onClose={() => setIsInviting(false)}
            onInvited={handleInvited}
          />
        </Suspense>
      )}
    </SettingsPage>
  );
}

/** Which state the list is narrowed to, in the address of the page. */
function useStateFilter(): [StateFilter, (state: StateFilter) => void] {
  const [parameters, setParameters] = useSearchParams();
  const state = STATE_FILTERS.find((known) => known === parameters.get('state')) ?? 'here';
  return [state, (next) => setParameters(next === 'here' ? {} : { state: next }, { replace: true })];
}
