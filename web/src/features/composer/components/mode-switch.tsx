import { useTranslation } from 'react-i18next';
import type { ComposerMode } from '../model.ts';

interface ModeSwitchProps {
  mode: ComposerMode;
  onChange: (mode: ComposerMode) => void;
}

/** Reply to the customer or note to the team: two buttons of which one is pressed. */
export function ModeSwitch({ mode, onChange }: ModeSwitchProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="composer-modes" aria-label={t('composer.mode')}>
      <button type="button" aria-pressed={mode === 'message'} onClick={() => onChange('message')}>
        {t('composer.reply')}
      </button>
      <button type="button" aria-pressed={mode === 'note'} onClick={() => onChange('note')}>
        {t('composer.note')}
      </button>
    </fieldset>
  );
}
