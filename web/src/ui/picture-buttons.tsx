import { Button, Group } from '@mantine/core';
import { useRef } from 'react';

interface PictureButtonsProps {
  chooseLabel: string;
  removeLabel: string;
  /** Whether there is a picture to remove. */
  hasPicture: boolean;
  onChoose: (file: File) => void;
  onRemove: () => void;
}

/** Chooses a picture of this device, or removes the present one. */
export function PictureButtons({
  chooseLabel,
  removeLabel,
  hasPicture,
  onChoose,
  onRemove,
}: PictureButtonsProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Group gap="xs">
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label={chooseLabel}
        tabIndex={-1}
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={(event) => {
          const field = event.currentTarget;
          const file = field.files?.[0];
          // The same file can be chosen again.
          field.value = '';
          if (file !== undefined) onChoose(file);
        }}
      />
      <Button size="compact-md" variant="default" onClick={() => input.current?.click()}>
        {chooseLabel}
      </Button>
      {hasPicture && (
        <Button size="compact-md" variant="subtle" color="gray" onClick={onRemove}>
          {removeLabel}
        </Button>
      )}
    </Group>
  );
}
