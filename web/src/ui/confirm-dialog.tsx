import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../platform/app-error.ts';
import { Dialog } from './dialog.tsx';
import { FormProblem } from './form-problem.tsx';

interface ConfirmDialogProps {
  /** Names the thing. */
  title: string;
  /** Names the consequence. */
  body: string;
  confirmLabel: string;
  /** Absent: Cancel. */
  cancelLabel?: string;
  isBusy: boolean;
  /** Why it was refused; absent or null: it was not. */
  error?: AppError | null;
  onConfirm: () => void;
  onClose: () => void;
  /** More to know before, below the body. */
  children?: ReactNode;
}

/** Asks once before something harmful; the focus stands on Cancel. */
export function ConfirmDialog({
  title,
  body,
  confirmLabel,
  cancelLabel,
  isBusy,
  error = null,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} draft={null} onClose={onClose}>
      <p style={{ margin: '0 0 16px' }}>{body}</p>
      {children}
      <FormProblem error={error} />
      <Group justify="flex-end" gap="xs" mt={error === null ? 0 : 'md'}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {cancelLabel ?? t('words.cancel')}
        </Button>
        <Button color="red.9" loading={isBusy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </Group>
    </Dialog>
  );
}
