import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageOf, pagesOf, type AppJson } from '../program';

/** The files that are uploaded, by path. Held in memory, so that a test can break one and touch nothing else. */
export type Artefact = Map<string, Buffer>;

export const root = join(__dirname, '..', '..', '..');
export const artefactDir = join(root, 'dist', 'weapp');

export function readArtefact(dir = artefactDir): Artefact {
  const files: Artefact = new Map();
  const enter = (below: string): void => {
    for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) enter(path);
      else files.set(path, readFileSync(join(dir, path)));
    }
  };
  enter('');
  return files;
}

export function textOf(files: Artefact, path: string): string {
  const file = files.get(path);
  if (!file) throw new Error(`${path} is missing from the artefact.`);
  return file.toString('utf8');
}

export const jsonOf = <T>(files: Artefact, path: string): T => JSON.parse(textOf(files, path)) as T;

/** Bytes of the main package ('') and of each subpackage, as they are uploaded. */
export function sizesOf(files: Artefact): Map<string, number> {
  const app = jsonOf<AppJson>(files, 'app.json');
  const sizes = new Map<string, number>([['', 0]]);
  for (const { root: name } of app.subPackages ?? []) sizes.set(name, 0);
  for (const [path, bytes] of files) {
    const name = packageOf(app, path);
    sizes.set(name, (sizes.get(name) ?? 0) + bytes.length);
  }
  return sizes;
}

/** What app.json promises and the artefact does not hold. */
export function missingFiles(files: Artefact): string[] {
  const app = jsonOf<AppJson>(files, 'app.json');
  const wanted = pagesOf(app).flatMap((page) => ['js', 'json', 'wxml'].map((extension) => `${page}.${extension}`));
  const icons = (app.tabBar?.list ?? []).flatMap(({ iconPath, selectedIconPath }) => [iconPath, selectedIconPath]);
  return [...wanted, ...icons, app.themeLocation].filter(
    (path): path is string => path !== undefined && !files.has(path),
  );
}
