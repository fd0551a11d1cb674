import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** A value to take elsewhere. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  return (
    <div className="copy-value">
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              color={copied ? 'teal' : 'gray'}
              size="sm"
              aria-label={copied ? `${label} copied` : `Copy ${label}`}
              title={copied ? 'Copied' : 'Copy'}
              onClick={copy}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.5} />}
            </ActionIcon>
          )}
        </CopyButton>
      </dd>
    </div>
  );
}
