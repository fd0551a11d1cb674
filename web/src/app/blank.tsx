import { Loading } from '../ui/states.tsx';

/** An empty page that tells screen readers, and nobody else, that something is on its way. */
export function Blank() {
  return <Loading className="visually-hidden" />;
}
