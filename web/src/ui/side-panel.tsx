import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusContent, markFocused } from './focus-content.ts';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A panel from the right edge, where there is no room beside the page. Mounted while it is open. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      ref={focusContent}
      onFocus={(event) => markFocused(event.currentTarget, event.target)}
      opened
      position="right"
      size={340}
      title={title}
      padding={0}
      onClose={onClose}
      transitionProps={{ duration: 150 }}
      closeButtonProps={{ 'aria-label': t('words.dismiss') }}
      styles={{ header: { padding: '8px 16px' }, title: { fontWeight: 600 } }}
    >
      {children}
    </Drawer>
  );
}
