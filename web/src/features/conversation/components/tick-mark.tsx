import { IconAlertCircle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tick } from '../timeline.ts';

const ICONS = {
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
} as const satisfies Record<Tick, unknown>;

/** How far an outbound message has come. */
export function TickMark({ tick }: { tick: Tick }) {
  const { t } = useTranslation();
  const Icon = ICONS[tick];
  return (
    <Icon
      className="tick"
      data-tick={tick}
      size={16}
      stroke={1.75}
      aria-label={t(`conversation.tick.${tick}`)}
    />
  );
}
