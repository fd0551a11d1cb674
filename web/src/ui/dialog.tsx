import { Button, Modal } from '@mantine/core';
import { hashKey } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusContent, markFocused } from './focus-content.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { LeaveQuestion } from './leave-question.tsx';

interface DialogProps {
  title: string;
  /**
   * What the fields hold: once it differs from what they held at the beginning, every way out asks. Null: a dialog
   * without fields, or one whose choices are made again in a moment.
   */
  draft: object | string | null;
  onClose: () => void;
  children: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
}

const CloseContext = createContext<() => void>(() => undefined);

/**
 * A dialog: traps the focus and gives it back, and asks before what was typed is lost. Mounted while it is open; load it
 * lazily, it is heavy.
 */
export function Dialog({ title, draft, onClose, children, size = 'md' }: DialogProps) {
  const { t } = useTranslation();
  const [initial] = useState(draft);
  const { stopped, leave } = useLeaveGuard(hashKey([draft]) !== hashKey([initial]));
  const lastFocused = useRef<HTMLElement>(null);
  const handleClose = () => {
    // A click beside the dialog has taken the focus away; the question gives it back to where it finds it.
    if (document.activeElement === document.body) lastFocused.current?.focus({ preventScroll: true });
    leave(onClose);
  };
  useFocusReturned();
  return (
    <>
      <Modal
        ref={focusContent}
        opened
        centered
        title={title}
        size={size}
        onClose={handleClose}
        onFocus={(event) => {
          lastFocused.current = event.target;
          markFocused(event.currentTarget, event.target);
        }}
        // Escape answers the question first.
        closeOnEscape={stopped === null}
        transitionProps={{ duration: 150 }}
        closeButtonProps={{ 'aria-label': t('words.dismiss') }}
        styles={{ title: { fontWeight: 600, fontSize: 16, lineHeight: 1.35, overflowWrap: 'anywhere' } }}
      >
        <CloseContext value={handleClose}>{children}</CloseContext>
      </Modal>
      <LeaveQuestion stopped={stopped} />
    </>
  );
}

/** Cancel, in a dialog with fields: a way out like the others. */
export function DialogCancel() {
  const { t } = useTranslation();
  return (
    <Button variant="default" onClick={useContext(CloseContext)}>
      {t('words.cancel')}
    </Button>
  );
}

/** The dialog is gone before its own parts could give the focus back. It stays where it was put meanwhile. */
function useFocusReturned(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const isPlaced = document.activeElement !== document.body;
        if (!isPlaced && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
