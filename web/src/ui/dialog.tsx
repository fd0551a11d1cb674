import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
}

/** A dialog: traps the focus and gives it back. Mounted while it is open; load it lazily, it is heavy. */
export function Dialog({ title, onClose, children, size = 'md' }: DialogProps) {
  const { t } = useTranslation();
  // The dialog is gone before its own parts could give the focus back.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
      });
    },
    [opener],
  );
  return (
    <Modal
      opened
      centered
      title={title}
      size={size}
      onClose={onClose}
      transitionProps={{ duration: 150 }}
      closeButtonProps={{ 'aria-label': t('words.dismiss') }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      {children}
    </Modal>
  );
}
