import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ABILITIES, roleCan, ROLES, type Ability } from '#contracts/roles.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import './people-page.css';

// The table's own keys.
const ALL = Object.keys(ABILITIES) as Ability[];

/** Settings > Who may do what: the table that the functions and the app decide by, in words. */
export function RolesPage() {
  const { t } = useTranslation();
  const columns = ROLES.toReversed();
  return (
    <SettingsPage title={t('roles.title')} body={t('roles.body')}>
      <div className="roles-box">
        <table className="roles-table">
          <thead>
            <tr>
              <th scope="col">{t('roles.ability')}</th>
              {columns.map((role) => (
                <th key={role} scope="col">
                  {t(`roles.name.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ALL.map((ability) => (
              <tr key={ability}>
                <th scope="row">{t(`roles.abilities.${ability}`)}</th>
                {columns.map((role) => (
                  <td key={role}>
                    {roleCan(role, ability) ? (
                      <IconCheck className="roles-yes" size={18} stroke={2} aria-label={t('roles.yes')} />
                    ) : (
                      <IconMinus className="roles-no" size={18} stroke={1.5} aria-label={t('roles.no')} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SettingsPage>
  );
}
