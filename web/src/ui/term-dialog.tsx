import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { COLORS } from '#contracts/collections/taxonomy.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { AppError } from '../platform/app-error.ts';
import { paletteColor } from './color-dot.tsx';
import { Dialog } from './dialog.tsx';
import { FormProblem } from './form-problem.tsx';
import type { Term } from './terms-page.tsx';

interface TermDialogProps {
  title: string;
  term: Term;
  isSaving: boolean;
  error: AppError | null;
  /** A field has changed: the last error is past. */
  onChange: () => void;
  onClose: () => void;
  onSave: (term: Term) => void;
}

/** Name and colour of a queue or tag. */
export function TermDialog({ title, term, isSaving, error, onChange, onClose, onSave }: TermDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(term.name);
  const [color, setColor] = useState(term.color);

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ ...term, name: name.trim(), color });
  };

  return (
    <Dialog title={title} draft={{ name, color }} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <TextInput
          label={t('settings.name')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={LIMITS.nameCharacters}
          value={name}
          onChange={(event) => {
            onChange();
            setName(event.currentTarget.value);
          }}
        />
        <fieldset className="settings-colors">
          <legend>{t('settings.color')}</legend>
          {COLORS.map((option) => (
            <label key={option} title={t(`settings.colors.${option}`)}>
              <input
                type="radio"
                name="color"
                className="visually-hidden"
                checked={option === color}
                aria-label={t(`settings.colors.${option}`)}
                onChange={() => setColor(option)}
              />
              <span style={{ background: paletteColor(option) }} />
            </label>
          ))}
        </fieldset>
        <FormProblem error={error} />
        <Button type="submit" loading={isSaving} disabled={name.trim() === ''}>
          {t('words.save')}
        </Button>
      </form>
    </Dialog>
  );
}
