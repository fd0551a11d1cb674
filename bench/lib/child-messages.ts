import type { ChildProcess } from 'node:child_process';

/** The messages of a child of ours, one after the other. `Shape` is what the child's own code sends. */
export interface ChildMessages<Shape> {
  /** The next message. Rejects where the child ends before it has sent one. */
  next(): Promise<Shape>;
}

export function childMessages<Shape>(child: ChildProcess): ChildMessages<Shape> {
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const done = (): void => {
          child.off('message', onMessage);
          child.off('exit', onExit);
        };
        const onMessage = (message: unknown): void => {
          done();
          resolve(message as Shape); // both ends of the pipe are this folder's
        };
        const onExit = (code: number | null): void => {
          done();
          reject(new Error(`A process of the benchmark ended with code ${code ?? 'none'}.`));
        };
        child.on('message', onMessage);
        child.on('exit', onExit);
      }),
  };
}
