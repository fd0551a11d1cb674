import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuOption } from '#contracts/bot/choose-option.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useBot } from './bot-context.ts';
import { moved } from './model.ts';
import { NextSelect } from './next-select.tsx';

const MAX_OPTIONS = 10;
const LABEL_CHARACTERS = 60;

interface OptionsEditorProps {
  options: MenuOption[];
  /** `bot` holds a step that an option newly leads to. */
  onChange: (options: MenuOption[], bot: BotDefinition) => void;
}

/** The choices of a menu: words, where each leads, their order. */
export function OptionsEditor({ options, onChange }: OptionsEditorProps) {
  const { t } = useTranslation();
  const { bot } = useBot();
  const [announcement, setAnnouncement] = useState('');

  const change = (index: number, part: Partial<MenuOption>, changedBot = bot) =>
    onChange(
      options.map((option, at) => (at === index ? { ...option, ...part } : option)),
      changedBot,
    );
  const move = (index: number, by: -1 | 1) => {
    const next = moved(options, index, by);
    if (next === options) return;
    onChange(next, bot);
    setAnnouncement(t('botEditor.options.moved', { number: index + by + 1 }));
  };
  const handleKeyDown = (event: KeyboardEvent, index: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null || !event.altKey) return;
    event.preventDefault();
    move(index, by);
  };

  return (
    <fieldset className="bot-options">
      <legend>{t('botEditor.options.title')}</legend>
      <ol>
        {options.map((option, index) => {
          const number = index + 1;
          return (
            <li key={option.id}>
              <TextInput
                aria-label={t('botEditor.options.label', { number })}
                maxLength={LABEL_CHARACTERS}
                value={option.label}
                onKeyDown={(event) => handleKeyDown(event, index)}
                onChange={(event) => change(index, { label: event.currentTarget.value })}
              />
              <NextSelect
                label={t('botEditor.options.next', { number })}
                isLabelHidden
                value={option.next}
                nothing={null}
                onChange={(next, changedBot) => change(index, { next }, changedBot)}
              />
              <span className="bot-option-actions">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={index === 0}
                  aria-label={t('botEditor.options.up', { number })}
                  onClick={() => move(index, -1)}
                >
                  <IconArrowUp size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={index === options.length - 1}
                  aria-label={t('botEditor.options.down', { number })}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={options.length === 1}
                  aria-label={t('botEditor.options.remove', { number })}
                  onClick={() => onChange(options.toSpliced(index, 1), bot)}
                >
                  <IconX size={16} stroke={1.5} />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ol>
      <p className="bot-hint">{t('botEditor.options.keys')}</p>
      {options.length < MAX_OPTIONS && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => onChange([...options, { id: randomId(), label: '', next: null }], bot)}
        >
          {t('botEditor.options.add')}
        </Button>
      )}
      <output className="visually-hidden">{announcement}</output>
    </fieldset>
  );
}
