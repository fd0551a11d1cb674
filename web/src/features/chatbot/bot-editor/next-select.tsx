import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stepOf } from '#contracts/bot/steps.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useBot } from './bot-context.ts';
import { freshStep, putStep, STEP_TYPES } from './model.ts';
import { useStepNames } from './use-step-names.ts';

const NEW = 'new:';

interface NextSelectProps {
  label: string;
  /** The label is for screen readers only. */
  isLabelHidden?: boolean;
  id?: string;
  value: string | null;
  /** What nothing chosen means; null: it has to be chosen. */
  nothing: string | null;
  /** Step that may not be chosen, because it is the one that goes on. */
  except?: string;
  /** `bot` holds the step that was chosen, also a new one. */
  onChange: (to: string | null, bot: BotDefinition) => void;
}

/** Chooses the step that comes next, by its name, or makes a new one. */
export function NextSelect({
  label,
  isLabelHidden = false,
  id,
  value,
  nothing,
  except,
  onChange,
}: NextSelectProps) {
  const { t } = useTranslation();
  const { bot, outline, onJump } = useBot();
  const nameOf = useStepNames(bot, outline);
  const steps = [...outline.numbers.keys()].filter((stepId) => stepId !== except);
  const isGone = value !== null && stepOf(bot, value) === undefined;

  const handleChange = (chosen: string) => {
    const type = STEP_TYPES.find((option) => chosen === `${NEW}${option}`);
    if (type === undefined) {
      onChange(chosen === '' ? null : chosen, bot);
      return;
    }
    const newId = randomId();
    onChange(newId, putStep(bot, newId, freshStep(type, randomId)));
    onJump(newId);
  };

  return (
    <NativeSelect
      {...(id === undefined ? {} : { id })}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      className="bot-next"
      value={value ?? ''}
      data={[
        { value: '', label: nothing ?? t('botEditor.choose'), disabled: nothing === null },
        ...(isGone ? [{ value, label: t('botEditor.fields.gone') }] : []),
        {
          group: t('botEditor.existing'),
          items: steps.map((stepId) => ({ value: stepId, label: nameOf(stepId) })),
        },
        {
          group: t('botEditor.newStep'),
          items: STEP_TYPES.map((type) => ({
            value: `${NEW}${type}`,
            label: `+ ${t(`botEditor.stepTypes.${type}`)}`,
          })),
        },
      ]}
      onChange={(event) => handleChange(event.currentTarget.value)}
    />
  );
}
