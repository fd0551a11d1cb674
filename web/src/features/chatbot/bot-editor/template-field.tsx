import { NativeSelect, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { variablesOf } from '#contracts/bot/variables.ts';
import { useBot } from './bot-context.ts';
import { insertVariable } from './model.ts';

interface TemplateFieldProps {
  id?: string;
  label: string;
  description?: string;
  value: string;
  maxLength: number;
  onChange: (text: string) => void;
}

/** A text with variables, and a list that puts one where the caret stands. */
export function TemplateField({ id, label, description, value, maxLength, onChange }: TemplateFieldProps) {
  const { t } = useTranslation();
  const { bot } = useBot();
  const field = useRef<HTMLTextAreaElement>(null);

  const insert = (name: string) => {
    const element = field.current;
    if (element === null) return;
    const selection = { start: element.selectionStart, end: element.selectionEnd };
    const { text, caret } = insertVariable(value, name, selection);
    if (text.length > maxLength) return;
    onChange(text);
    element.focus();
    // The caret can only stand there once the new text does.
    requestAnimationFrame(() => element.setSelectionRange(caret, caret));
  };

  return (
    <div className="bot-template">
      <Textarea
        {...(id === undefined ? {} : { id })}
        ref={field}
        label={label}
        description={description}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        className="bot-template-variables"
        aria-label={`${t('botEditor.insert')}: ${label}`}
        value=""
        data={[
          { value: '', label: t('botEditor.insert') },
          ...variablesOf(bot).map((name) => ({ value: name, label: `{{${name}}}` })),
        ]}
        onChange={(event) => insert(event.currentTarget.value)}
      />
    </div>
  );
}
