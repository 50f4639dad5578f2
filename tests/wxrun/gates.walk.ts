import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefactDir, missingFiles, readArtefact, sizesOf, type Artefact } from './compile/artefact';
import { officialStyles, officialTemplates } from './compile/official';
import { compileProgram } from './compile/program';

/** What WeChat would ask of the upload, before anything runs. */
let files: Artefact;
beforeAll(() => {
  files = readArtefact();
});

const MAIN = 700_000;
const SUBPACKAGE = 2 * 1024 * 1024;

test("WeChat's own compilers take every WXML, WXS and WXSS", () => {
  expect(officialTemplates(artefactDir)).toBeGreaterThan(0);
  expect(officialStyles(artefactDir)).toBeGreaterThan(0);
});

test('the framework compiles every template without a warning', () => {
  expect(Object.keys(compileProgram(files).configs)).toContain('notices/notice/index');
});

test('every page and icon that app.json names is there', () => {
  expect(missingFiles(files)).toEqual([]);
});

test('the main package and each subpackage keep within their budget', () => {
  const [[, main], ...subpackages] = [...sizesOf(files)] as [[string, number], ...[string, number][]];
  expect(main).toBeLessThanOrEqual(MAIN);
  expect(subpackages.filter(([, size]) => size > SUBPACKAGE)).toEqual([]);
});

test('no secret of the cloud lies in what is built, neither by its name nor as a value that stood in the environment', () => {
  // `.ci/run` builds with this in the place of each secret.
  const values = ['a-secret-that-no-build-may-hold'];
  for (const name of [
    'WECHAT_SECRET',
    'WECHAT_PUSH_TOKEN',
    'WECHAT_PUSH_KEY',
    'SEAL_KEY',
    'DATABASE_URL',
    'WECHAT_UPLOAD_KEY',
  ])
    if (process.env[name]) values.push(process.env[name]);
  const names = /session_key|access_token|js_code|app_?secret|WECHAT_|SEAL_KEY|DATABASE_URL|encodingaeskey/i;
  const h5 = join(artefactDir, '..', 'h5');
  const page: [string, string][] = existsSync(h5)
    ? readdirSync(h5, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(js|css|html)$/.test(path))
        .map((path) => [`h5/${path}`, readFileSync(join(h5, path), 'utf8')])
    : [];
  const built = [...files, ...page];
  expect(built.length).toBeGreaterThan(50);
  const wrong = built.filter(([, bytes]) => {
    const text = String(bytes);
    return names.test(text) || values.some((value) => text.includes(value));
  });
  expect(wrong.map(([path]) => path)).toEqual([]);
});

test('no source map, test or source lies in the upload', () => {
  expect([...files.keys()].filter((path) => /\.map$|\.tsx?$|\.scss$|(^|[/.])(test|tests|walk)[/.]/.test(path))).toEqual(
    [],
  );
  const mapped = [...files].filter(([path, text]) => path.endsWith('.js') && text.includes('sourceMappingURL'));
  expect(mapped.map(([path]) => path)).toEqual([]);
});
