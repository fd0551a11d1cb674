import { IconBrandWhatsapp, IconMessage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChannelType } from '#contracts/channels.ts';

interface ChannelMarkProps {
  type: ChannelType;
  /** Pixels. */
  size?: number;
}

/** The kind of channel as a small icon with a name. */
export function ChannelMark({ type, size = 14 }: ChannelMarkProps) {
  const { t } = useTranslation();
  const Icon = type === 'twilio_whatsapp' ? IconBrandWhatsapp : IconMessage;
  return <Icon className="channel-mark" size={size} stroke={1.75} aria-label={t(`channelType.${type}`)} />;
}
