import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MemberAction } from '../model.ts';

const HARMFUL: readonly MemberAction[] = ['disable', 'remove', 'withdraw'];

interface MemberMenuProps {
  name: string;
  actions: readonly MemberAction[];
  onAction: (action: MemberAction) => void;
}

/** What can be done about one member; what harms stands last and in red. */
export function MemberMenu({ name, actions, onAction }: MemberMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('people.menu.open', { name })}
          title={t('people.menu.open', { name })}
        >
          <IconDots size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item
            key={action}
            {...(HARMFUL.includes(action) ? { color: 'var(--danger)' } : {})}
            onClick={() => onAction(action)}
          >
            {t(`people.menu.${action}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
