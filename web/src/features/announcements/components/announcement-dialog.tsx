import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ANNOUNCEMENT_PRIORITIES, type Announcement } from '#contracts/collections/announcement.ts';
import { LIMITS } from '#contracts/limits.ts';
import { hasText } from '#contracts/post-html.ts';
import { revisionOf } from '#contracts/revision.ts';
import { ROLES, type Role } from '#contracts/roles.ts';
import { useTimeZone } from '../../../i18n/time-zone.ts';
import type { Stored } from '../../../platform/documents.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useNow } from '../../../platform/use-now.ts';
import { Dialog, DialogCancel } from '../../../ui/dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { SaveProblem } from '../../../ui/save-problem.tsx';
import { useSaveAnnouncement } from '../api/save-announcement.ts';
import { fromLocalInput, toLocalInput } from '../local-input.ts';
import { findUntilProblem } from '../model.ts';
import { PostEditor } from './post-editor.tsx';

interface AnnouncementDialogProps {
  /** Null: a new one. */
  post: Stored<Announcement> | null;
  /** Asks for the same dialog with what is stored under this id now. */
  onLoadTheirs: (id: string) => void;
  onClose: () => void;
}

/** Title, text, priority, readers and time of a post. */
export function AnnouncementDialog({ post, onLoadTheirs, onClose }: AnnouncementDialogProps) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const save = useSaveAnnouncement();
  const [announcementId] = useState(() => post?.id ?? randomId());
  const [form, setForm] = useState({
    title: post?.title ?? '',
    body: post?.body ?? '',
    priority: post?.priority ?? ('normal' as const),
    roles: post?.roles ?? [...ROLES],
    from: post === null ? '' : toLocalInput(post.from, timeZone),
    until: post?.until == null ? '' : toLocalInput(post.until, timeZone),
  });

  const [isChecked, setIsChecked] = useState(false);
  const untilField = useRef<HTMLInputElement>(null);
  const now = useNow();

  const until = fromLocalInput(form.until, timeZone);
  const isSameStart = post !== null && form.from === toLocalInput(post.from, timeZone);
  const from = isSameStart ? post.from : fromLocalInput(form.from, timeZone);
  const refusedField = save.error?.reason === 'invalid-input' ? save.error.field : null;
  const ownProblem = findUntilProblem({ from, until }, post, now);
  const untilProblem = ownProblem ?? (refusedField === 'until' ? 'beforeFrom' : null);
  const isUntilShown = untilProblem !== null && (isChecked || refusedField === 'until');

  const change = (part: Partial<typeof form>) => {
    save.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };
  const toggle = (role: Role) =>
    change({ roles: ROLES.filter((known) => (known === role) !== form.roles.includes(known)) });

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (ownProblem !== null) {
      untilField.current?.focus();
      return;
    }
    const { title, body, priority, roles } = form;
    save.mutate(
      {
        announcementId,
        isNew: post === null,
        ...(post === null ? {} : { expectedRevision: revisionOf(post) }),
        title: title.trim(),
        body,
        priority,
        roles,
        from,
        until,
      },
      {
        onSuccess: () => {
          onClose();
          showNotice({ message: t('announcements.saved'), tone: 'success' });
        },
      },
    );
  };

  return (
    <Dialog
      title={t(post === null ? 'announcements.new' : 'announcements.change')}
      size="lg"
      draft={form}
      onClose={onClose}
    >
      <form className="settings-form" onSubmit={handleSubmit}>
        <TextInput
          label={t('announcements.fields.title')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={LIMITS.nameCharacters}
          value={form.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <PostEditor
          label={t('announcements.fields.body')}
          html={form.body}
          onChange={(body) => change({ body })}
        />
        <NativeSelect
          label={t('announcements.fields.priority')}
          description={t('announcements.fields.priorityHelp')}
          value={form.priority}
          data={ANNOUNCEMENT_PRIORITIES.map((value) => ({
            value,
            label: t(`announcements.priority.${value}`),
          }))}
          onChange={(event) => {
            const priority = ANNOUNCEMENT_PRIORITIES.find((known) => known === event.currentTarget.value);
            if (priority !== undefined) change({ priority });
          }}
        />
        <fieldset className="post-roles">
          <legend>{t('announcements.fields.roles')}</legend>
          {ROLES.map((role) => (
            <Checkbox
              key={role}
              label={t(`announcements.roles.${role}`)}
              checked={form.roles.includes(role)}
              onChange={() => toggle(role)}
            />
          ))}
        </fieldset>
        <div className="post-times">
          <TextInput
            type="datetime-local"
            label={t('announcements.fields.from')}
            description={t('announcements.fields.fromHelp')}
            value={form.from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={t('announcements.fields.until')}
            description={t('announcements.fields.untilHelp')}
            ref={untilField}
            error={isUntilShown && t(`announcements.problem.${untilProblem}`)}
            value={form.until}
            onBlur={() => setIsChecked(true)}
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
        </div>
        {refusedField !== 'until' && (
          <SaveProblem error={save.error} onLoadTheirs={() => onLoadTheirs(announcementId)} />
        )}
        <Group justify="flex-end" gap="xs">
          <DialogCancel />
          <Button
            type="submit"
            loading={save.isPending}
            disabled={form.title.trim() === '' || form.roles.length === 0 || !hasText(form.body)}
          >
            {t('announcements.publish')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
