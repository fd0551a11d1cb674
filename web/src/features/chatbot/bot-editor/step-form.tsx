import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ANSWER_FORMATS, type BotDefinition, type BotStep } from '#contracts/collections/bot.ts';
import { useBot, type Named } from './bot-context.ts';
import { MediaField } from './media-field.tsx';
import { putStep, toVariableName, withExit } from './model.ts';
import { NextSelect } from './next-select.tsx';
import { OptionsEditor } from './options-editor.tsx';
import { TemplateField } from './template-field.tsx';

const FAILURES = ['1', '2', '3', '4', '5'];

type SpeakingStep = Extract<BotStep, { text: string }>;

interface StepFormProps {
  stepId: string;
  step: BotStep;
}

/** The fields of one step. */
export function StepForm({ stepId, step }: StepFormProps) {
  const { t } = useTranslation();
  const { bot, problems, queues, calendars, onChange } = useBot();
  const put = (changed: BotStep, changedBot: BotDefinition = bot) =>
    onChange(putStep(changedBot, stepId, changed));
  const wayOut = (label: string, exit: string, to: string | null, nothing: string | null) => (
    <NextSelect
      label={label}
      value={to}
      nothing={nothing}
      onChange={(next, changedBot) => put(withExit(step, exit, next), changedBot)}
    />
  );
  const textField = (speaking: SpeakingStep, label: string, maxLength: number, description?: string) => (
    <TemplateField
      label={label}
      {...(description === undefined ? {} : { description })}
      maxLength={maxLength}
      value={speaking.text}
      onChange={(text) => put({ ...speaking, text })}
    />
  );
  const byeField = (last: SpeakingStep) =>
    textField(last, t('botEditor.fields.byeText'), 1000, t('botEditor.fields.optionalText'));
  const failureFields = (waiting: Extract<BotStep, { type: 'menu' | 'ask' }>) => (
    <div className="bot-pair">
      <NativeSelect
        label={t('botEditor.fields.failuresUntil')}
        value={String(waiting.failuresUntil)}
        data={FAILURES}
        onChange={(event) => put({ ...waiting, failuresUntil: Number(event.currentTarget.value) })}
      />
      {wayOut(t('botEditor.fields.onFailure'), 'onFailure', waiting.onFailure, t('botEditor.askAgain'))}
    </div>
  );

  switch (step.type) {
    case 'say':
      return (
        <>
          {textField(step, t('botEditor.fields.text'), 1600)}
          <MediaField media={step.media} onChange={(media) => put({ ...step, media })} />
          {wayOut(t('botEditor.fields.next'), 'next', step.next, t('botEditor.nothing'))}
        </>
      );
    case 'menu':
      return (
        <>
          {textField(step, t('botEditor.fields.menuText'), 1000)}
          <OptionsEditor
            options={step.options}
            onChange={(options, changedBot) => put({ ...step, options }, changedBot)}
          />
          {failureFields(step)}
        </>
      );
    case 'ask':
      return (
        <>
          {textField(step, t('botEditor.fields.askText'), 1000)}
          <div className="bot-pair">
            <NativeSelect
              label={t('botEditor.fields.format')}
              value={step.format}
              data={ANSWER_FORMATS.map((format) => ({
                value: format,
                label: t(`botEditor.formats.${format}`),
              }))}
              onChange={(event) => {
                const format = ANSWER_FORMATS.find((known) => known === event.currentTarget.value);
                if (format !== undefined) put({ ...step, format });
              }}
            />
            <TextInput
              label={t('botEditor.fields.variable')}
              description={t('botEditor.fields.variableHelp', { code: `{{${step.variable}}}` })}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="off"
              spellCheck={false}
              error={problems.some(
                ({ kind, stepId: at }) =>
                  at === stepId && (kind === 'bad-variable' || kind === 'reserved-variable'),
              )}
              value={step.variable}
              onChange={(event) => put({ ...step, variable: event.currentTarget.value })}
              onBlur={() => {
                const variable = toVariableName(step.variable);
                if (variable !== step.variable) put({ ...step, variable });
              }}
            />
          </div>
          {wayOut(t('botEditor.fields.next'), 'next', step.next, null)}
          <TemplateField
            label={t('botEditor.fields.retryText')}
            description={t('botEditor.fields.retryHelp')}
            maxLength={500}
            value={step.retryText}
            onChange={(retryText) => put({ ...step, retryText })}
          />
          {failureFields(step)}
        </>
      );
    case 'hours':
      return (
        <>
          <NamedSelect
            label={t('botEditor.fields.calendar')}
            own={t('botEditor.fields.calendarOwn')}
            named={calendars}
            value={step.calendarId}
            onChange={(calendarId) => put({ ...step, calendarId })}
          />
          <div className="bot-pair">
            {wayOut(t('botEditor.fields.whenOpen'), 'whenOpen', step.whenOpen, null)}
            {wayOut(t('botEditor.fields.whenClosed'), 'whenClosed', step.whenClosed, null)}
          </div>
        </>
      );
    case 'handOver':
      return (
        <>
          {byeField(step)}
          <NamedSelect
            label={t('botEditor.fields.queue')}
            own={t('botEditor.fields.queueOwn')}
            named={queues}
            value={step.queueId}
            onChange={(queueId) => put({ ...step, queueId })}
          />
        </>
      );
    case 'end':
      return byeField(step);
  }
}

interface NamedSelectProps {
  label: string;
  /** What null stands for. */
  own: string;
  named: readonly Named[];
  value: string | null;
  onChange: (id: string | null) => void;
}

/** A queue or a calendar; one that is gone stays visible until another is chosen. */
function NamedSelect({ label, own, named, value, onChange }: NamedSelectProps) {
  const { t } = useTranslation();
  const isGone = value !== null && !named.some(({ id }) => id === value);
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[
        { value: '', label: own },
        ...(isGone ? [{ value, label: t('botEditor.fields.gone') }] : []),
        ...named.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
