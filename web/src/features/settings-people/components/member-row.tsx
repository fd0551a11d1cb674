import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { MemberAvatar } from '../../../platform/member-avatar.tsx';
import { useNow } from '../../../platform/use-now.ts';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { ColorDot } from '../../../ui/color-dot.tsx';
import { findActions, memberState, type MemberAction } from '../model.ts';
import { MemberMenu } from './member-menu.tsx';

interface MemberRowProps {
  member: Stored<Member>;
  isOwn: boolean;
  onAction: (action: MemberAction) => void;
}

/** One member: who, as what, where, and whether they can come in. */
export function MemberRow({ member, isOwn, onAction }: MemberRowProps) {
  const { t } = useTranslation();
  const actions = findActions(member, isOwn);
  const state = memberState(member);
  return (
    <li data-state={state}>
      <MemberAvatar member={member} size={40} />
      <span className="people-who">
        <span className="people-name">
          {member.name}
          {isOwn && (
            <Badge size="sm" radius="sm" variant="light" tt="none">
              {t('people.you')}
            </Badge>
          )}
        </span>
        <span className="settings-muted">{member.email}</span>
      </span>
      <span className="people-role">
        {t(`roles.name.${member.role}`)}
        <Queues queueIds={member.queueIds} />
      </span>
      <span className="people-state">
        <span className="people-state-word">{t(`people.stateOf.${state}`)}</span>
        {state === 'invited' && <InvitationTime expiresAt={member.invitation?.expiresAt ?? 0} />}
      </span>
      {actions.length > 0 && <MemberMenu name={member.name} actions={actions} onAction={onAction} />}
    </li>
  );
}

function Queues({ queueIds }: { queueIds: readonly string[] }) {
  const { t } = useTranslation();
  const { queues } = useTaxonomy();
  const known = queueIds.flatMap((id) => queues[id] ?? []);
  if (known.length === 0) return <span className="settings-muted">{t('people.allQueues')}</span>;
  return (
    <span className="people-queue-list">
      {known.map(({ name, color }) => (
        <span key={name}>
          <ColorDot color={color} /> {name}
        </span>
      ))}
    </span>
  );
}

function InvitationTime({ expiresAt }: { expiresAt: number }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const now = useNow();
  return (
    <span className="settings-muted">
      {expiresAt > now
        ? t('people.invitedUntil', { time: time.date(expiresAt) })
        : t('people.invitationOver')}
    </span>
  );
}
