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

test('no source map, test or source lies in the upload', () => {
  expect([...files.keys()].filter((path) => /\.map$|\.tsx?$|\.scss$|(^|[/.])(test|tests|walk)[/.]/.test(path))).toEqual(
    [],
  );
  const mapped = [...files].filter(([path, text]) => path.endsWith('.js') && text.includes('sourceMappingURL'));
  expect(mapped.map(([path]) => path)).toEqual([]);
});
