/** Lets one in at a time. */
interface Gate {
  /** Whether the caller may go in; until `leave` nobody else may. */
  enter: () => boolean;
  leave: () => void;
}

export function createGate(): Gate {
  let isTaken = false;
  return {
    enter: () => {
      if (isTaken) return false;
      isTaken = true;
      return true;
    },
    leave: () => {
      isTaken = false;
    },
  };
}
