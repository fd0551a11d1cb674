import { createContext, useContext } from 'react';

/** The time zone of this device, such as `America/Lima`. */
export const DEVICE_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export const TimeZoneContext = createContext(DEVICE_TIME_ZONE);

/** The reader's time zone: the one that the member chose, else that of the device. */
export function useTimeZone(): string {
  return useContext(TimeZoneContext);
}
