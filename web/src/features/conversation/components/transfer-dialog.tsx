import { useTranslation } from 'react-i18next';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../../platform/documents.ts';
import { MemberAvatar } from '../../../platform/member-avatar.tsx';
import { useDirectory, useTaxonomy } from '../../../platform/workspace.ts';
import { ColorDot } from '../../../ui/color-dot.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useTransfer } from '../api/act-on-conversation.ts';

interface TransferDialogProps {
  conversation: Stored<Conversation>;
  onClose: () => void;
}

/** Chooses the queue or member who gets the conversation: one click does it. */
export function TransferDialog({ conversation, onClose }: TransferDialogProps) {
  const { t } = useTranslation();
  const { queues } = useTaxonomy();
  const { members } = useDirectory();
  const transfer = useTransfer();
  const otherQueues = Object.entries(queues)
    .filter(
      ([id, queue]) => !queue.archived && (id !== conversation.queueId || conversation.assigneeId !== null),
    )
    .toSorted(([, a], [, b]) => a.name.localeCompare(b.name));
  const otherMembers = Object.entries(members)
    .filter(([id, member]) => member.active && id !== conversation.assigneeId)
    .toSorted(([, a], [, b]) => a.name.localeCompare(b.name));

  const handleChoose = (to: CallableInput<'transferConversation'>['to']) => {
    transfer.mutate({ conversationId: conversation.id, to }, { onSuccess: onClose });
  };

  return (
    <Dialog title={t('conversation.transfer.title')} draft={null} onClose={onClose}>
      <FormProblem error={transfer.error} />
      {otherQueues.length === 0 && otherMembers.length === 0 && <p>{t('conversation.transfer.empty')}</p>}
      {otherQueues.length > 0 && <h3 className="transfer-title">{t('conversation.transfer.toQueue')}</h3>}
      <ul className="transfer-list">
        {otherQueues.map(([queueId, queue]) => (
          <li key={queueId}>
            <button
              type="button"
              disabled={transfer.isPending}
              onClick={() => handleChoose({ type: 'queue', queueId })}
            >
              <ColorDot color={queue.color} /> {queue.name}
            </button>
          </li>
        ))}
      </ul>
      {otherMembers.length > 0 && <h3 className="transfer-title">{t('conversation.transfer.toMember')}</h3>}
      <ul className="transfer-list">
        {otherMembers.map(([memberId, member]) => (
          <li key={memberId}>
            <button
              type="button"
              disabled={transfer.isPending}
              onClick={() => handleChoose({ type: 'member', memberId })}
            >
              <MemberAvatar member={member} size={24} /> {member.name}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
