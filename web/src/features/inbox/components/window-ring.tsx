import { useTranslation } from 'react-i18next';
import { CAPABILITIES, type ChannelType } from '#contracts/channels.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';

const LAST_HOUR_MS = 60 * 60_000;
const RADIUS = 5;
const LENGTH = 2 * Math.PI * RADIUS;

interface WindowRingProps {
  windowEndsAt: number;
  channelType: ChannelType;
  now: number;
}

/** The service window as a ring that thins out, amber in its last hour, dashed when it is over. */
export function WindowRing({ windowEndsAt, channelType, now }: WindowRingProps) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const windowMs = CAPABILITIES[channelType].serviceWindowMs;
  if (windowMs === null) return null;
  const leftMs = windowEndsAt - now;
  const share = Math.min(1, Math.max(0, leftMs / windowMs));
  const label =
    leftMs > 0 ? t('chat.window.open', { time: time.exact(windowEndsAt) }) : t('chat.window.closed');
  const state = leftMs <= 0 ? 'over' : leftMs < LAST_HOUR_MS ? 'last-hour' : 'open';
  return (
    <svg
      className="window-ring"
      data-state={state}
      width={14}
      height={14}
      viewBox="0 0 14 14"
      aria-label={label}
    >
      <title>{label}</title>
      <circle className="window-ring-track" cx={7} cy={7} r={RADIUS} />
      <circle
        className="window-ring-left"
        cx={7}
        cy={7}
        r={RADIUS}
        strokeDasharray={`${share * LENGTH} ${LENGTH}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  );
}
