import { Loading } from '../../../ui/states.tsx';

const WIDTHS_PX = [220, 320, 180, 360, 260, 140, 300];

/** The shape of a conversation while it loads. */
export function LogSkeleton() {
  return (
    <Loading className="log-skeleton">
      {WIDTHS_PX.map((width, index) => (
        <span
          key={width}
          className="skeleton"
          style={{ width, alignSelf: index % 3 === 1 ? 'end' : 'start' }}
        />
      ))}
    </Loading>
  );
}
