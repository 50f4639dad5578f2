import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join, relative, resolve } from 'node:path';

/**
 * Holds a folder for this process alone. PGlite does not notice a second process on its files and corrupts them, so the
 * lock is a listening socket: the kernel lets go of it when the process dies in whatever way, and no process number has
 * to be believed.
 *
 * @returns a function that lets go
 * @throws one sentence when another process holds the folder
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = shorter(resolve(folder, 'lock'));
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(path);
    if (server) return () => new Promise((done) => server.close(() => done()));
    if (await answers(path)) break;
    rmSync(path, { force: true });
  }
  throw new Error(`Cannot start: another process is using the trial database in ${join(folder)}. Stop it first.`);
}

/** Socket paths have a limit of some 100 bytes, and the relative one is often shorter. */
function shorter(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}

const listen = (path: string): Promise<Server | null> =>
  new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(null) : fail(error)));
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });

const answers = (path: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
