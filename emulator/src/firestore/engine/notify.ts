/**
 * Calls a listener. What it throws is a fault of the listener: it surfaces as an uncaught error, and neither the
 * commit that is reported nor the other listeners suffer from it.
 */
export function notify(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
