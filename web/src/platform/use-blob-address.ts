import { useEffect, useMemo } from 'react';

/** An address of a file that only this device has, for as long as it is shown; null where there is none. */
export function useBlobAddress(blob: Blob | null | undefined): string | null {
  const address = useMemo(() => (blob ? URL.createObjectURL(blob) : null), [blob]);
  useEffect(() => {
    if (address === null) return;
    return () => URL.revokeObjectURL(address);
  }, [address]);
  return address;
}
