import type { ReactNode } from 'react';

interface RadioOptionProps {
  /** The same for all options of one choice. */
  name: string;
  value: string;
  isChosen: boolean;
  onChoose: (value: string) => void;
  /** What it looks like, and its accessible name. */
  children: ReactNode;
}

/** One of several things to choose from, as a whole surface to press. */
export function RadioOption({ name, value, isChosen, onChoose, children }: RadioOptionProps) {
  return (
    <label className="option">
      <input type="radio" name={name} value={value} checked={isChosen} onChange={() => onChoose(value)} />
      {children}
    </label>
  );
}
