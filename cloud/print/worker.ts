import { parentPort } from 'node:worker_threads';
import type { Job, Printed } from './index';
import { press } from './press';

/** The thread's side: one answer for each job, whatever becomes of it. */
parentPort?.on('message', ({ id, work }: Job) => {
  press(work).then(
    (pdf) => answer({ id, pdf }),
    (why: unknown) => answer({ id, failure: why instanceof Error ? (why.stack ?? why.message) : String(why) }),
  );
});

function answer(printed: Printed): void {
  parentPort?.postMessage(printed);
}
