import { useTranslation } from 'react-i18next';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { QueryState } from '../../../ui/query-state.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { CompanyForm } from './company-form.tsx';

/** Settings > Company. */
export function CompanyPage() {
  const { t } = useTranslation();
  const company = useCompanyQuery();
  return (
    <SettingsPage title={t('company.title')} body={t('company.body')}>
      <QueryState query={company} failedTitle={t('settings.failed')} />
      {company.data && <CompanyForm key={company.data.id} company={company.data} />}
    </SettingsPage>
  );
}
