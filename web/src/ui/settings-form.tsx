import { hashKey } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useLeaveGuard } from './use-leave-guard.ts';
import { LeaveQuestion } from './leave-question.tsx';

interface SettingsFormProps {
  /** What the fields hold. */
  draft: object;
  /** What they held at the beginning or when they were last saved: leaving asks while the draft differs. */
  saved: object;
  onSubmit: (event: FormEvent) => void;
  className?: string;
  children: ReactNode;
}

/** A form on a page of the settings: what is typed into it is not lost unasked. */
export function SettingsForm({ draft, saved, onSubmit, className = '', children }: SettingsFormProps) {
  const { stopped } = useLeaveGuard(hashKey([draft]) !== hashKey([saved]));
  return (
    <>
      <form className={`settings-form ${className}`} onSubmit={onSubmit}>
        {children}
      </form>
      <LeaveQuestion stopped={stopped} />
    </>
  );
}
