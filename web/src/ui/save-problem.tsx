import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../platform/app-error.ts';
import { FormProblem } from './form-problem.tsx';

interface SaveProblemProps {
  error: AppError | null;
  /** Begins anew with what is stored. */
  onLoadTheirs: () => void;
}

/** Why a form was refused; where somebody else has saved meanwhile, with the way to what they saved. */
export function SaveProblem({ error, onLoadTheirs }: SaveProblemProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormProblem error={error} />
      {error?.reason === 'changed-meanwhile' && (
        <Button variant="default" onClick={onLoadTheirs}>
          {t('words.loadTheirs')}
        </Button>
      )}
    </>
  );
}
