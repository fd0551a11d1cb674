import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { auditActionsOf } from '#contracts/collections/audit.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { useTyped } from '../../../ui/use-typed.ts';
import { AUDIT_GROUPS, type AuditFilter } from '../model.ts';

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

/** What, by whom and when. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const { members } = useDirectory();
  const people = Object.entries(members)
    .map(([value, { name }]) => ({ value, label: name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const change = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part });
  const from = useTyped(filter.from ?? '', (day) => change({ from: day || null }));
  const until = useTyped(filter.until ?? '', (day) => change({ until: day || null }));
  return (
    <search className="audit-filters" aria-label={t('audit.filter.label')}>
      <NativeSelect
        label={t('audit.filter.what')}
        size="sm"
        value={filter.what ?? ''}
        data={[
          { value: '', label: t('audit.filter.everything') },
          ...AUDIT_GROUPS.map((group) => ({
            group: t(`audit.group.${group}`),
            items: [
              { value: group, label: t('audit.filter.allOf', { group: t(`audit.group.${group}`) }) },
              ...auditActionsOf(group).map((action) => ({
                value: action,
                label: t(`audit.action.${action}`),
              })),
            ],
          })),
        ]}
        onChange={(event) => change({ what: event.currentTarget.value || null })}
      />
      <NativeSelect
        label={t('audit.filter.who')}
        size="sm"
        value={filter.who ?? ''}
        data={[{ value: '', label: t('audit.filter.everybody') }, ...people]}
        onChange={(event) => change({ who: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        label={t('audit.filter.from')}
        size="sm"
        value={from.value}
        {...(filter.until === null ? {} : { max: filter.until })}
        onChange={(event) => from.onChange(event.currentTarget.value)}
        onBlur={from.onBlur}
      />
      <TextInput
        type="date"
        label={t('audit.filter.until')}
        size="sm"
        value={until.value}
        {...(filter.from === null ? {} : { min: filter.from })}
        onChange={(event) => until.onChange(event.currentTarget.value)}
        onBlur={until.onBlur}
      />
    </search>
  );
}
