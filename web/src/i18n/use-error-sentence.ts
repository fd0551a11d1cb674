import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../platform/app-error.ts';

/** Turns an error into a sentence of the reader's language that says what to do. */
export function useErrorSentence(): (error: Pick<AppError, 'code' | 'reason'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ code, reason }) => {
      if (reason !== null) return t(`errors.reasons.${reason}`);
      switch (code) {
        case 'unavailable':
        case 'deadline-exceeded':
        case 'network-request-failed':
          return t('errors.unavailable');
        case 'permission-denied':
        case 'unauthorized':
          return t('errors.permissionDenied');
        case 'unauthenticated':
        case 'user-token-expired':
        case 'requires-recent-login':
          return t('errors.signInAgain');
        case 'failed-precondition':
          return t('errors.missingIndex');
        case 'invalid-credential':
        case 'wrong-password':
        case 'user-not-found':
        case 'invalid-email':
        case 'invalid-login-credentials':
          return t('signIn.refused');
        case 'user-disabled':
          return t('signIn.ended.inactive');
        case 'weak-password':
        case 'password-does-not-meet-requirements':
          return t('errors.reasons.password-too-weak');
        case 'too-many-requests':
          return t('signIn.tooMany');
        default:
          return t('errors.unknown');
      }
    },
    [t],
  );
}
