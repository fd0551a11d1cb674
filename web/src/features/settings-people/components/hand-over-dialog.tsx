import { Button, Group, NativeSelect, Progress, Radio } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useDirectory, useTaxonomy } from '../../../platform/workspace.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useHandOver, type WorkTarget } from '../api/hand-over.ts';
import { shownCount, useOpenWork } from '../api/open-work.ts';

const TARGETS = ['queues', 'queue', 'member'] as const;
const TARGET_LABELS = { queues: 'toQueues', queue: 'toQueue', member: 'toMember' } as const;

interface HandOverDialogProps {
  member: Stored<Member>;
  onClose: () => void;
  /** Nothing is left to hand over. */
  onDone: () => void;
}

/** Where the open conversations of somebody go, and how far it is while they move. */
export function HandOverDialog({ member, onClose, onDone }: HandOverDialogProps) {
  const { t } = useTranslation();
  const work = useOpenWork(member.id);
  const handOver = useHandOver();
  const queues = useQueueChoices();
  const members = useMemberChoices(member.id);
  const [type, setType] = useState<WorkTarget['type']>('queues');
  const [chosenQueue, setQueue] = useState<string | null>(null);
  const [chosenMember, setMember] = useState<string | null>(null);
  const { name } = member;
  const queueId = chosenQueue ?? queues[0]?.value;
  const memberId = chosenMember ?? members[0]?.value;
  const to = targetOf(type, queueId, memberId);
  const isEmpty = work.data === 0;

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (to === null) return;
    handOver.mutate(
      { memberId: member.id, to },
      {
        onSuccess: ({ moved, isStopped }) => {
          const message = isStopped
            ? t('people.handOverDialog.stopped', { count: moved })
            : t('people.handOverDialog.done', { count: moved, name });
          showNotice({ message, tone: isStopped ? 'neutral' : 'success' });
          if (isStopped) onClose();
          else onDone();
        },
      },
    );
  };

  return (
    <Dialog title={t('people.handOverDialog.title', { name })} draft={null} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <p style={{ margin: 0 }} aria-live="polite">
          {work.data === undefined && !work.isError && t('people.handOverDialog.counting')}
          {isEmpty && t('people.handOverDialog.none', { name })}
          {work.data !== undefined &&
            !isEmpty &&
            t('people.handOverDialog.count', { count: work.data, shown: shownCount(work.data), name })}
        </p>
        <Radio.Group
          label={t('people.handOverDialog.to')}
          value={type}
          onChange={(value) => setType(TARGETS.find((known) => known === value) ?? 'queues')}
        >
          {TARGETS.map((value) => (
            <Radio
              key={value}
              mt="xs"
              value={value}
              label={t(`people.handOverDialog.${TARGET_LABELS[value]}`)}
              disabled={
                handOver.isPending ||
                (value === 'queue' && queues.length === 0) ||
                (value === 'member' && members.length === 0)
              }
            />
          ))}
        </Radio.Group>
        {type === 'queue' && (
          <NativeSelect
            label={t('people.handOverDialog.queue')}
            data={queues}
            value={queueId ?? ''}
            disabled={handOver.isPending}
            onChange={(event) => setQueue(event.currentTarget.value)}
          />
        )}
        {type === 'member' && (
          <NativeSelect
            label={t('people.handOverDialog.member')}
            data={members}
            value={memberId ?? ''}
            disabled={handOver.isPending}
            onChange={(event) => setMember(event.currentTarget.value)}
          />
        )}
        {handOver.isPending && (
          <div>
            <Progress value={100} animated aria-label={t('people.handOverDialog.submit')} />
            <output className="settings-muted">
              {t('people.handOverDialog.moved', { count: handOver.moved })}
            </output>
          </div>
        )}
        <FormProblem error={handOver.error ?? work.error} />
        <Group justify="flex-end" gap="xs">
          {handOver.isPending ? (
            <Button variant="default" onClick={handOver.stop}>
              {t('people.handOverDialog.stop')}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
          )}
          <Button type="submit" loading={handOver.isPending} disabled={to === null || isEmpty}>
            {t('people.handOverDialog.submit')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

/** Null where nobody and nothing can be chosen. */
function targetOf(
  type: WorkTarget['type'],
  queueId: string | undefined,
  memberId: string | undefined,
): WorkTarget | null {
  if (type === 'queues') return { type };
  if (type === 'queue') return queueId === undefined ? null : { type, queueId };
  return memberId === undefined ? null : { type, memberId };
}

function useQueueChoices() {
  const { queues } = useTaxonomy();
  return Object.entries(queues)
    .filter(([, queue]) => !queue.archived)
    .map(([value, queue]) => ({ value, label: queue.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

function useMemberChoices(exceptId: string) {
  const { members } = useDirectory();
  return Object.entries(members)
    .filter(([id, member]) => member.active && id !== exceptId)
    .map(([value, member]) => ({ value, label: member.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
