import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccentLook } from '#contracts/look/accent-look.ts';
import type { AccentCheck } from '../use-accent-check.ts';

/** Where the picker begins: Colibri's own accent. */
const OWN_ACCENT = '#0b6f98';

interface AccentFieldProps {
  /** `#rrggbb`; null: Colibri's own. */
  accent: string | null;
  /** What `useAccentCheck` says of it. */
  check: AccentCheck | null;
  onChange: (accent: string | null) => void;
}

/** The company's colour, judged while it is chosen: a bad one comes with the nearest good one. */
export function AccentField({ accent, check, onChange }: AccentFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const isBad = check !== null && !check.isGood;
  return (
    <div className="company-accent">
      <label htmlFor={id}>{t('company.accent')}</label>
      <p className="settings-muted">{t('company.accentHelp')}</p>
      <div className="company-accent-row">
        <input
          id={id}
          type="color"
          value={accent ?? OWN_ACCENT}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <code>{accent ?? t('company.accentOwn')}</code>
        {accent !== null && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('company.accentReset')}
          </Button>
        )}
      </div>
      {isBad && (
        <p role="alert" className="company-accent-bad">
          {t('errors.reasons.contrast-too-low')}{' '}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<span className="company-swatch" style={{ background: check.nearest }} />}
            onClick={() => onChange(check.nearest)}
          >
            {t('company.accentTake', { color: check.nearest })}
          </Button>
        </p>
      )}
      {accent !== null && check !== null && !isBad && <Preview look={check.look} />}
    </div>
  );
}

/** A message and a button as they would look in both schemes. */
function Preview({ look }: { look: AccentLook }) {
  const { t } = useTranslation();
  const schemes = [
    { name: t('account.light'), colors: look.light, ground: '#ffffff', text: '#1b2430' },
    { name: t('account.dark'), colors: look.dark, ground: '#181d24', text: '#e4e8ed' },
  ];
  return (
    <figure className="company-preview" aria-label={t('company.preview')}>
      {schemes.map(({ name, colors, ground, text }) => (
        <div key={name} style={{ background: ground, color: text }}>
          <small>{name}</small>
          <span className="company-preview-bubble" style={{ background: colors['--bubble-out'] }}>
            {t('company.previewText')}
          </span>
          <span className="company-preview-link" style={{ color: colors['--accent'] }}>
            {t('company.previewLink')}
          </span>
          <span
            className="company-preview-button"
            style={{ background: colors['--accent-filled'], color: colors['--accent-filled-text'] }}
          >
            {t('words.save')}
          </span>
        </div>
      ))}
    </figure>
  );
}
