import { Button, Group } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useSetRole } from '../api/save-member.ts';
import { RoleField } from './role-field.tsx';

/** Another role; says before that it ends every session. */
export function RoleDialog({ member, onClose }: { member: Stored<Member>; onClose: () => void }) {
  const { t } = useTranslation();
  const setRole = useSetRole();
  const [role, choose] = useState(member.role);
  const { name } = member;

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    setRole.mutate(
      { memberId: member.id, role },
      {
        onSuccess: () => {
          onClose();
          const done = t('people.roleDialog.done', { name, role: t(`roles.name.${role}`) });
          showNotice({ message: done, tone: 'success' });
        },
      },
    );
  };

  return (
    <Dialog title={t('people.roleDialog.title', { name })} draft={null} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <RoleField
          role={role}
          onChange={(next) => {
            setRole.clearError();
            choose(next);
          }}
        />
        <p className="people-warning">{t('people.roleDialog.warning', { name })}</p>
        <FormProblem error={setRole.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('words.cancel')}
          </Button>
          <Button type="submit" loading={setRole.isPending} disabled={role === member.role}>
            {t('people.roleDialog.submit')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
