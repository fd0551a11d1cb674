import { useTranslation } from 'react-i18next';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { FailedState, Loading } from '../../../ui/states.tsx';
import { CompanyForm } from './company-form.tsx';

/** Settings > Company. */
export function CompanyPage() {
  const { t } = useTranslation();
  const company = useCompanyQuery();
  return (
    <SettingsPage title={t('company.title')} body={t('company.body')}>
      {company.isPending && <Loading className="skeleton channel-skeleton" />}
      {company.isError && company.data === undefined && (
        <FailedState
          title={t('settings.failed')}
          error={company.error}
          onRetry={() => {
            void company.refetch();
          }}
        />
      )}
      {company.data && <CompanyForm key={company.data.id} company={company.data} />}
    </SettingsPage>
  );
}
