import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomName } from '../kit/ids';

/** Where pictures lie. Small on purpose: an object store with `PUT` and `GET` can stand in for the folder. */
export interface Storage {
  put(name: string, bytes: Buffer): Promise<void>;
  /** Null when there is no such file. */
  get(name: string): Promise<Buffer | null>;
  /** Nothing happens when there is no such file. */
  drop(name: string): Promise<void>;
}

/** Names are our own random ones; anything else (a path, say) is no file of ours. */
const NAME = /^[\w-]{1,64}(\.[a-z]{1,8}){1,2}$/;

export function folderStorage(dataDir: string): Storage {
  const folder = join(dataDir, 'pictures');
  return {
    async put(name, bytes) {
      await mkdir(folder, { recursive: true });
      // Written aside and renamed, so that nobody ever reads half a picture.
      const aside = join(folder, `${randomName()}.part`);
      await writeFile(aside, bytes);
      await rename(aside, join(folder, name));
    },
    drop: (name) => rm(join(folder, name), { force: true }),
    async get(name) {
      if (!NAME.test(name)) return null;
      return readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
    },
  };
}
