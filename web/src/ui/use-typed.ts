import { useState } from 'react';

interface Typed {
  value: string;
  onChange: (text: string) => void;
  onBlur: () => void;
}

/**
 * For a field whose text is kept in the address, which follows a moment after each key: the field shows at once what was
 * typed, and what the address says otherwise. Without it a slow device would put the old text back between two keys.
 * @param kept what the address says
 * @param onChange takes what was typed, to be kept
 */
export function useTyped(kept: string, onChange: (text: string) => void): Typed {
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === kept) setTyped(null);
  return {
    value: typed ?? kept,
    onChange: (text) => {
      setTyped(text);
      onChange(text);
    },
    onBlur: () => setTyped(null),
  };
}
