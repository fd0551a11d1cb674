/** The hummingbird. Decoration: the name stands beside it or on its link. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="currentColor" aria-hidden>
      <path d="M2 9.5 13.4 11C11 6.6 12 3.300 14.300 1.400c.5 4.400 2.900 7 6 8.700 1.200-1 2.800-1.400 4.300-.8L30 8.600l-4.300 2.900c.3 3.300-.9 6.700-3.800 8.900-2.300 1.800-5 2.400-7.300 4.200L9.400 30.600l1.400-7.500c-3.900-2.500-6.300-7.400-8.800-13.600Zm21.100 1.700a.9.9 0 1 0 0 1.800.9.9 0 0 0 0-1.800Z" />
    </svg>
  );
}
