import { Button } from '@mantine/core';
import { IconPlayerPause, IconRobot, IconSparkles } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AUTOMATION_MODES, type AutomationMode } from '#contracts/automation.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Stored } from '../../../platform/documents.ts';

const ModeDialog = lazy(async () => ({ default: (await import('./mode-dialog.tsx')).ModeDialog }));

const ICONS = { off: IconPlayerPause, chatbot: IconRobot, ai: IconSparkles } as const;

interface ModeSwitchProps {
  automation: Automation;
  channels: readonly Stored<Channel>[];
}

/** Off, ChatBot or AI Agent: choosing says what each does, switching asks first. */
export function ModeSwitch({ automation, channels }: ModeSwitchProps) {
  const { t } = useTranslation();
  const { mode } = automation;
  const [chosen, setChosen] = useState<AutomationMode | null>(null);
  /** What the open question is about. It stays until it is answered, also when the mode arrives before the answer. */
  const [asked, setAsked] = useState<AutomationMode | null>(null);
  const shown = chosen ?? mode;
  const cards = useRef<HTMLFieldSetElement>(null);
  /** The buttons go: the focus, which was on one of them, goes to the card of the mode. */
  const settle = (settled: AutomationMode) => {
    setAsked(null);
    setChosen(null);
    cards.current?.querySelector<HTMLInputElement>(`input[value=${settled}]`)?.focus();
  };
  return (
    <>
      <fieldset ref={cards} className="chatbot-modes">
        <legend className="visually-hidden">{t('chatbot.mode.legend')}</legend>
        {AUTOMATION_MODES.map((option) => {
          const Icon = ICONS[option];
          return (
            <label key={option} className="chatbot-mode" data-chosen={option === shown || undefined}>
              <input
                type="radio"
                name="mode"
                value={option}
                className="visually-hidden"
                checked={option === shown}
                aria-describedby={`mode-${option}`}
                aria-label={t(`chatbot.mode.${option}.name`)}
                onChange={() => setChosen(option)}
              />
              <span className="chatbot-mode-head" aria-hidden>
                <Icon size={22} stroke={1.5} />
                <strong>{t(`chatbot.mode.${option}.name`)}</strong>
                {option === mode && <span className="chatbot-now">{t('chatbot.mode.now')}</span>}
              </span>
              <span id={`mode-${option}`} className="chatbot-mode-body">
                {t(`chatbot.mode.${option}.body`)}
              </span>
            </label>
          );
        })}
      </fieldset>
      {shown !== mode && (
        <div className="chatbot-mode-next">
          <Button onClick={() => setAsked(shown)}>
            {shown === 'off'
              ? t('chatbot.mode.turnOff')
              : t('chatbot.mode.switchTo', { mode: t(`chatbot.mode.${shown}.name`) })}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => settle(mode)}>
            {t('words.cancel')}
          </Button>
        </div>
      )}
      {asked !== null && (
        <Suspense>
          <ModeDialog
            next={asked}
            automation={automation}
            channels={channels}
            onSwitched={() => settle(asked)}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}
