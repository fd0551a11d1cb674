import { RulesError, RulesLatLng, type RulesValue } from '../values.ts';
import { floatText } from './conversions.ts';
import { fn, method, type Builtin } from './table.ts';

/** Mean radius of the Earth, as Google's S2 library has it. */
const EARTH_RADIUS_METERS = 6_371_010;

/** https://firebase.google.com/docs/reference/rules/rules.LatLng. */
export const LATLNG: readonly Builtin[] = [
  method('latlng', 'latitude', [], (point) => point.latitude),
  method('latlng', 'longitude', [], (point) => point.longitude),
  method('latlng', 'distance', ['latlng'], distanceMeters),
  fn('latlng.value', ['number', 'number'], (latitude, longitude) =>
    point(Number(latitude), Number(longitude)),
  ),
];

function point(latitude: number, longitude: number): RulesValue {
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return new RulesLatLng(latitude, longitude);
  return new RulesError(
    'Latitude should be in [-90,90] range and longitude should be in [-180,180] range. ' +
      `latitude: ${floatText(latitude)}, longitude: ${floatText(longitude)}.`,
  );
}

/** Haversine formula: exact enough on a sphere, and stable for near points. */
function distanceMeters(from: RulesLatLng, to: RulesLatLng): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const haversine = (angle: number) => Math.sin(angle / 2) ** 2;
  const chord =
    haversine(radians(to.latitude - from.latitude)) +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      haversine(radians(to.longitude - from.longitude));
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)));
}
