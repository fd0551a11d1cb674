import type { SimulatedLocation } from '../src/messages.ts';

/** Places that a customer may send. */
export const PLACES: (SimulatedLocation & { label: string })[] = [
  { label: 'Union Station', address: 'Washington, DC', latitude: 38.8973, longitude: -77.0063 },
  { label: 'Palacio de Bellas Artes', address: 'Ciudad de México', latitude: 19.4352, longitude: -99.1412 },
  { label: 'Parque Ibirapuera', address: 'São Paulo', latitude: -23.5874, longitude: -46.6576 },
];
