import { Button, Group, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { readPhone, type Person } from '../people.ts';

/** Adds a customer with a number of one's own choice. */
export function NewNumber({ onAdd }: { onAdd: (person: Person) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  const numberInput = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (isOpen) numberInput.current?.focus();
  }, [isOpen]);

  const close = () => {
    setIsOpen(false);
    setName('');
    setNumber('');
    setProblem(null);
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const phone = readPhone(number);
    if (phone === null) return setProblem('Write it with + and the country code, such as +34600123456.');
    onAdd({ name: name.trim() || phone, phone });
    close();
  };

  if (!isOpen) {
    return (
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setIsOpen(true)}>
        New number
      </Button>
    );
  }
  return (
    <form className="new-number" aria-label="New number" onSubmit={handleSubmit}>
      <TextInput
        label="Phone number"
        placeholder="+34600123456"
        type="tel"
        ref={numberInput}
        value={number}
        error={problem}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Group gap="xs" grow>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit">Add</Button>
      </Group>
    </form>
  );
}
