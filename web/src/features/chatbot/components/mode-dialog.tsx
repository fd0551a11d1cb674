import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutomationMode } from '#contracts/automation.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCall } from '../../../platform/use-call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useHeldCount } from '../api/count-held.ts';
import { answeringChannels, handlerOf } from '../model.ts';

interface ModeDialogProps {
  next: AutomationMode;
  automation: Automation;
  channels: readonly Stored<Channel>[];
  onSwitched: () => void;
  onClose: () => void;
}

/** Says what stops, what starts and who is affected, and switches. What it says is what it asks for: the epoch goes along. */
export function ModeDialog({ next, automation, channels, onSwitched, onClose }: ModeDialogProps) {
  const { t, i18n } = useTranslation();
  const [told, setTold] = useState(automation);
  const held = useHeldCount(handlerOf(told.mode));
  const setMode = useCall('setAutomationMode');
  // The own change may arrive before its answer does.
  const isStale = told.epoch !== automation.epoch && !setMode.isPending && !setMode.isSuccess;
  const nextName = t(`chatbot.mode.${next}.name`);
  const list = new Intl.ListFormat(i18n.language);
  const namesOf = (automationThen: Automation) =>
    list.format(answeringChannels(automationThen, channels).map(({ name }) => name));
  const stopping = namesOf(told);
  const starting = namesOf({ ...told, mode: next });

  const handleConfirm = () => {
    setMode.mutate(
      { mode: next, expectedEpoch: told.epoch },
      {
        onSuccess: () => {
          showNotice({
            message:
              next === 'off' ? t('chatbot.mode.switchedOff') : t('chatbot.mode.switched', { mode: nextName }),
            tone: 'success',
          });
          onSwitched();
        },
      },
    );
  };
  const handleLookAgain = () => {
    setMode.clearError();
    setTold(automation);
    void held.refetch();
  };

  return (
    <Dialog
      title={next === 'off' ? t('chatbot.mode.offTitle') : t('chatbot.mode.switchTitle', { mode: nextName })}
      draft={null}
      onClose={onClose}
    >
      <ul className="chatbot-consequences">
        {told.mode !== 'off' && (
          <li>
            {stopping === ''
              ? t('chatbot.mode.stopsNowhere', { mode: t(`chatbot.mode.${told.mode}.name`) })
              : t('chatbot.mode.stops', { mode: t(`chatbot.mode.${told.mode}.name`), channels: stopping })}
          </li>
        )}
        {told.mode !== 'off' && (
          <li aria-live="polite">
            {held.isPending && t('chatbot.mode.counting')}
            {held.isError && t('chatbot.mode.countFailed')}
            {held.data !== undefined &&
              (held.data >= LIMITS.countUpTo
                ? t('chatbot.mode.heldMany', { count: LIMITS.countUpTo })
                : t('chatbot.mode.held', { count: held.data }))}
          </li>
        )}
        {next !== 'off' && (
          <li>
            {starting === ''
              ? t('chatbot.mode.startsNowhere', { mode: nextName })
              : t('chatbot.mode.starts', { mode: nextName, channels: starting })}
          </li>
        )}
        {next === 'off' && <li>{t('chatbot.mode.peopleAnswer')}</li>}
      </ul>
      {isStale ? (
        <p className="chatbot-warning" role="alert">
          {t('errors.reasons.changed-meanwhile')}{' '}
          <Button size="compact-sm" variant="default" onClick={handleLookAgain}>
            {t('chatbot.mode.lookAgain')}
          </Button>
        </p>
      ) : (
        <FormProblem error={setMode.error} />
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('words.cancel')}
        </Button>
        <Button
          {...(told.mode === 'off' ? {} : { color: 'red.9' })}
          loading={setMode.isPending}
          disabled={isStale}
          onClick={handleConfirm}
        >
          {next === 'off' ? t('chatbot.mode.turnOff') : t('chatbot.mode.switchTo', { mode: nextName })}
        </Button>
      </Group>
    </Dialog>
  );
}
