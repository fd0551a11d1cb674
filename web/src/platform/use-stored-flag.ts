import { useState } from 'react';

/** A yes or no of this device that outlives the page. */
export function useStoredFlag(key: string, initial: boolean): [boolean, (value: boolean) => void] {
  const [flag, setFlag] = useState(() => {
    const stored = localStorage.getItem(key);
    return stored === null ? initial : stored === 'true';
  });
  const change = (value: boolean) => {
    localStorage.setItem(key, String(value));
    setFlag(value);
  };
  return [flag, change];
}
