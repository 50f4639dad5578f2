import { ask, Refused, tell, type Options } from './calls';

/** Pictures and tables that lie on the person's phone, by their path: base64. Temporary ones are gone when the program starts again. */
export const files = new Map<string, string>();
let kept = 0;
const storePath = (n: number): string => `wxfile://store_${n}.jpg`;

export const isKept = (path: string): boolean => path.startsWith('wxfile://store_');

const manager = {
  saveFile: ask('FileSystemManager.saveFile', ({ tempFilePath }) => {
    const bytes = files.get(tempFilePath as string);
    if (bytes === undefined || isKept(tempFilePath as string)) throw new Refused('tempFilePath file not exist');
    // A saved file is moved, not copied.
    files.delete(tempFilePath as string);
    while (files.has(storePath(kept))) kept += 1;
    const savedFilePath = storePath(kept);
    files.set(savedFilePath, bytes);
    return { savedFilePath };
  }),
  readFile: ask('FileSystemManager.readFile', ({ filePath, encoding }) => {
    const bytes = files.get(filePath as string);
    if (bytes === undefined) throw new Refused('no such file or directory');
    if (encoding !== 'base64') throw new Refused('this runtime reads base64 alone');
    return { data: bytes };
  }),
  unlink: ask('FileSystemManager.unlink', ({ filePath }) => {
    if (!files.delete(filePath as string)) throw new Refused('no such file or directory');
  }),
};

export const filing: Options = { getFileSystemManager: tell('getFileSystemManager', () => manager) };
