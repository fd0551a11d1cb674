import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageCard } from '../ui/page-card.tsx';

interface CrashBoundaryState {
  crash: Error | null;
}

/** Catches what a component throws while rendering: a sentence and a way on instead of a blank page. */
export class CrashBoundary extends Component<{ children: ReactNode }, CrashBoundaryState> {
  override state: CrashBoundaryState = { crash: null };

  static getDerivedStateFromError(thrown: unknown): CrashBoundaryState {
    return { crash: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidCatch(thrown: Error, { componentStack }: ErrorInfo): void {
    reportError(new Error(`Rendering failed at ${componentStack ?? 'an unknown place'}`, { cause: thrown }));
  }

  override render(): ReactNode {
    return this.state.crash === null ? this.props.children : <Crashed crash={this.state.crash} />;
  }
}

function Crashed({ crash }: { crash: Error }) {
  const { t } = useTranslation();
  return (
    <PageCard title={t('app.crashed.title')}>
      <p>{t('app.crashed.body')}</p>
      <p>
        <code>{`${crash.name}: ${crash.message}`.slice(0, 200)}</code>
      </p>
      <Button onClick={() => location.reload()}>{t('app.crashed.reload')}</Button>
    </PageCard>
  );
}
