import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '#contracts/roles.ts';

interface RoleFieldProps {
  role: Role;
  onChange: (role: Role) => void;
}

/** The roles, each with a line on what it may do. */
export function RoleField({ role, onChange }: RoleFieldProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('people.inviteDialog.role')}
      value={role}
      onChange={(value) => {
        const chosen = ROLES.find((known) => known === value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {ROLES.toReversed().map((value) => (
        <Radio
          key={value}
          mt="xs"
          value={value}
          label={t(`roles.name.${value}`)}
          description={t(`roles.what.${value}`)}
        />
      ))}
    </Radio.Group>
  );
}
