import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { ColorDot } from '../../../ui/color-dot.tsx';

interface QueuesFieldProps {
  queueIds: readonly string[];
  onChange: (queueIds: string[]) => void;
}

/** The queues somebody works in. An archived one stays to be seen where it is set, so that it can be taken off. */
export function QueuesField({ queueIds, onChange }: QueuesFieldProps) {
  const { t } = useTranslation();
  const { queues } = useTaxonomy();
  const choices = Object.entries(queues)
    .filter(([id, queue]) => !queue.archived || queueIds.includes(id))
    .toSorted(([, a], [, b]) => a.name.localeCompare(b.name));
  return (
    <fieldset className="people-queues">
      <legend>{t('people.inviteDialog.queues')}</legend>
      {choices.length === 0 && <p className="settings-muted">{t('people.inviteDialog.noQueues')}</p>}
      {choices.map(([id, queue]) => (
        <Checkbox
          key={id}
          label={
            <>
              <ColorDot color={queue.color} /> {queue.name}
            </>
          }
          checked={queueIds.includes(id)}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...queueIds, id] : queueIds.filter((known) => known !== id),
            )
          }
        />
      ))}
    </fieldset>
  );
}
