import {
  IconClock,
  IconFlag,
  IconHelp,
  IconListNumbers,
  IconMessage,
  IconUserShare,
  type Icon,
} from '@tabler/icons-react';
import type { StepType } from './model.ts';

const ICONS: Record<StepType, Icon> = {
  say: IconMessage,
  menu: IconListNumbers,
  ask: IconHelp,
  hours: IconClock,
  handOver: IconUserShare,
  end: IconFlag,
};

/** The mark of a kind of step; its name stands beside it. */
export function StepIcon({ type }: { type: StepType }) {
  const Mark = ICONS[type];
  return <Mark size={18} stroke={1.5} aria-hidden />;
}
