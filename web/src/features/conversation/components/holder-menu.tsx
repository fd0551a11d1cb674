import { Menu } from '@mantine/core';
import { IconHandGrab, IconRobot } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface HolderMenuProps {
  /** A bot or an AI answers now. */
  isHeld: boolean;
  /** Who could answer instead of people; null: nobody. */
  giveable: { id: string; name: string } | null;
  onTakeOver: () => void;
  onGive: () => void;
  onClose: () => void;
  /** The button that the menu hangs on. */
  children: ReactNode;
}

/** Takes a conversation over from a bot or an AI, or gives it to one. Mounted while it is open. */
export function HolderMenu(props: HolderMenuProps) {
  const { t } = useTranslation();
  const { isHeld, giveable } = props;
  return (
    <Menu
      opened
      position="bottom-start"
      shadow="md"
      // It would be a child of the menu that is no item.
      withInitialFocusPlaceholder={false}
      onChange={(isOpen) => !isOpen && props.onClose()}
    >
      <Menu.Target>{props.children}</Menu.Target>
      <Menu.Dropdown>
        {isHeld && (
          <Menu.Item leftSection={<IconHandGrab size={16} stroke={1.5} />} onClick={props.onTakeOver}>
            {t('handling.takeOver')}
          </Menu.Item>
        )}
        {giveable !== null && (
          <Menu.Item leftSection={<IconRobot size={16} stroke={1.5} />} onClick={props.onGive}>
            {t('handling.giveBack', { name: giveable.name })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
