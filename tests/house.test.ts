import ts from 'typescript';
import { codeIn, filesIn, importsOf, textOf, visit, type Import } from './kit/sources';

/** Who may import whom, read from the sources. CONTRIBUTING.md says it in words; this holds it. */
const code = { src: codeIn('src'), cloud: codeIn('cloud'), types: codeIn('types') };
const imports = {
  src: code.src.flatMap(importsOf),
  cloud: code.cloud.flatMap(importsOf),
  types: code.types.flatMap(importsOf),
};

const top = (file: string): string => file.split('/')[0] ?? '';
const said = ({ from, to }: Import): string => `${from} → ${to}`;

test('the three parts are where the tests look for them', () => {
  for (const files of Object.values(code)) expect(files.length).toBeGreaterThan(8);
  expect(imports.cloud.length).toBeGreaterThan(100);
});

test('the promise imports nothing but valibot and itself', () => {
  expect(imports.types.filter(({ to, isOurs }) => (isOurs ? top(to) !== 'types' : to !== 'valibot')).map(said)).toEqual(
    [],
  );
});

test('the cloud and the pages meet in the promise alone', () => {
  const ours = [...imports.src, ...imports.cloud].filter(({ isOurs }) => isOurs);
  expect(ours.filter(({ from, to }) => ![top(from), 'types'].includes(top(to))).map(said)).toEqual([]);
});

test('the pages take types from the promise, and values only where no validator comes along', () => {
  const heavy = (file: string, seen = new Set<string>()): boolean => {
    if (seen.has(file)) return false;
    seen.add(file);
    return importsOf(file).some(({ to, isOurs, isType }) => !isType && (isOurs ? heavy(to, seen) : to === 'valibot'));
  };
  expect(heavy('types/index.ts')).toBe(true);
  const values = imports.src.filter(({ to, isOurs, isType }) => isOurs && !isType && top(to) === 'types');
  expect(values.filter(({ to }) => heavy(to)).map(said)).toEqual([]);
});

describe('in the cloud', () => {
  /** Each room may use those before it. Rooms on one line are peers, and never import each other; programs may. */
  const order = [
    ['kit'],
    ['migrations'],
    ['wechat', 'print'],
    ['org'],
    ['files'],
    ['people'],
    ['safety', 'messages', 'ledger'],
    ['credit'],
    ['merchants', 'service'],
    ['notices', 'eggs', 'shares', 'codes', 'coupons', 'reports', 'households', 'diary', 'figures', 'desk'],
    ['web', 'wire', 'push', 'chores'],
    ['app'],
    ['start', 'main', 'demo', 'recount'],
  ];
  const exceptions: Record<string, string> = {
    'cloud/org/cli.ts → cloud/start.ts': 'the operator’s command is a program too, and opens the database as they do',
    'cloud/messages/cli.ts → cloud/start.ts':
      'the operator’s command is a program too, and opens the database as they do',
  };
  /** What programs may reach for past a room's index, because no request ever should. */
  const sideDoors: Record<string, string> = {
    'cloud/org/import.ts': 'the demo city brings its division tree',
    'cloud/credit/recount.ts': 'the counters are counted again at night, or by the operator',
  };

  const roomOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '');
  const floorOf = (file: string): number => order.findIndex((rooms) => rooms.includes(roomOf(file)));
  const isProgram = (file: string): boolean => floorOf(file) === order.length - 1;
  const across = imports.cloud.filter(
    ({ from, to, isOurs }) => isOurs && top(to) === 'cloud' && roomOf(from) !== roomOf(to),
  );
  const except = (wrong: Import[]): string[] => wrong.map(said).filter((one) => !(one in exceptions));

  test('every room has its place in the order', () => {
    expect(code.cloud.filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  test('rooms import only those before them, and features never each other', () => {
    const upward = across.filter(({ from, to }) => floorOf(to) >= floorOf(from) && !(isProgram(from) && isProgram(to)));
    expect(except(upward)).toEqual([]);
  });

  test('rooms are entered through their index, and the kit file by file', () => {
    const isDoor = (file: string): boolean => file.split('/').length === 2 || /^cloud\/kit\/|\/index\.ts$/.test(file);
    const aside = across.filter(({ to }) => !isDoor(to));
    const wrong = aside.filter(({ from, to }) => !(isProgram(from) && (isProgram(to) || to in sideDoors)));
    expect(except(wrong)).toEqual([]);
  });

  test('every exception is still needed', () => {
    expect(Object.keys(exceptions).filter((one) => !across.some((it) => said(it) === one))).toEqual([]);
    expect(Object.keys(sideDoors).filter((door) => !across.some(({ to }) => to === door))).toEqual([]);
  });

  test('rules read no database', () => {
    const rules = code.cloud.filter((file) => file.endsWith('/rules.ts'));
    expect(rules.length).toBeGreaterThan(2);
    const impure = rules
      .flatMap(importsOf)
      .filter(({ to, isType }) => !isType && /database|kysely|queries|storage/.test(to));
    expect(impure.map(said)).toEqual([]);
  });
});

describe('in the pages', () => {
  const room = (file: string): string => file.split('/')[1] ?? '';

  test('a feature imports the kit, the promise and itself', () => {
    const inFeature = imports.src.filter(({ from, isOurs }) => isOurs && from.split('/').length > 2);
    const foreign = inFeature.filter(({ from, to }) => top(to) === 'src' && ![room(from), 'kit'].includes(room(to)));
    expect(foreign.map(said)).toEqual([]);
  });

  test('one file of the kit alone knows the LeanCloud SDK', () => {
    const users = imports.src.filter(({ to, isType }) => !isType && to.startsWith('leancloud-storage'));
    expect(new Set(users.map(({ from }) => from))).toEqual(new Set(['src/kit/leancloud.ts']));
  });

  test('words for people stand in the words files', () => {
    const isWords = (file: string): boolean => /(^|\/)words\.ts$|\.config\.ts$/.test(file);
    const spoken: string[] = [];
    for (const file of code.src.filter((one) => !isWords(one)))
      visit(file, (node, source) => {
        const isText = ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isRegularExpressionLiteral(node);
        const isPiece = ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
        if ((isText || isPiece) && /\p{Script=Han}/u.test(node.text)) {
          const { line } = source.getLineAndCharacterOfPosition(node.getStart());
          spoken.push(`${file}:${line + 1} ${node.text.trim()}`);
        }
      });
    expect(spoken).toEqual([]);
  });
});

describe('of the real world', () => {
  /** Who may read it, and why. Everyone else gets the time, the settings and chance handed in, so that tests can. */
  const mayRead: Record<string, RegExp> = {
    'cloud/kit/clock.ts': /^new Date\(\)$/,
    'cloud/kit/ids.ts': /^random/,
    'cloud/kit/secret.ts': /^randomBytes$/,
    'cloud/kit/seal.ts': /^randomBytes$/,
    'cloud/main.ts': /^process\.env$/,
    'cloud/demo/start.ts': /^process\.env$/,
    'cloud/demo/build.ts': /^process\.env$/,
    'cloud/recount.ts': /^process\.env$/,
    'cloud/org/cli.ts': /^(process\.env|Date\.now)$/,
    'cloud/messages/cli.ts': /^process\.env$/,
  };

  test('only the clock tells time, only ids and keys are random, and only programs read the environment', () => {
    const reads: string[] = [];
    for (const file of [...code.cloud, ...code.types])
      visit(file, (node) => {
        const what = worldly(node);
        if (what && !mayRead[file]?.test(what)) reads.push(`${file}: ${what}`);
      });
    expect(reads).toEqual([]);
  });

  test('this test would see it', () => {
    const seen = new Set<string>();
    for (const file of Object.keys(mayRead)) visit(file, (node) => void seen.add(worldly(node) ?? ''));
    expect([...seen].sort()).toEqual(['', 'Date.now', 'new Date()', 'process.env', 'randomBytes', 'randomInt']);
  });

  function worldly(node: ts.Node): string | null {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
      return 'new Date()';
    if (ts.isPropertyAccessExpression(node)) {
      const what = node.getText();
      return /^(Date\.now|performance\.now|process\.(env|hrtime)|Math\.random)$/.test(what) ? what : null;
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const what = node.expression.text;
      return /^(randomBytes|randomInt|randomUUID|randomFillSync)$/.test(what) ? what : null;
    }
    return null;
  }
});

test('pages ask for no built-in that phones of elders lack: the build adds none, and iOS 12 to 15.3 have not these', () => {
  const late =
    /\.(at\(-|replaceAll\(|toSorted\(|toReversed\(|toSpliced\(|findLast)|structuredClone|Object\.(hasOwn|groupBy)|Promise\.any|\bBigInt\b/;
  const found = [...filesIn('src'), ...filesIn('types')]
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => late.test(textOf(file).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')));
  expect(found).toEqual([]);
});

test('no file is longer than a person reads at once', () => {
  const all = ['src', 'cloud', 'types'].flatMap(filesIn).filter((file) => /\.(tsx?|scss)$/.test(file));
  const long = all
    .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test('no file is named for being useful', () => {
  const all = ['src', 'cloud', 'types', 'config', 'tests/kit'].flatMap(codeIn);
  // A file called `service` alone is about what residents are given, and no pretext.
  expect(all.filter((file) => /(manager|helper|util|[a-z]service)s?\.tsx?$/i.test(file))).toEqual([]);
});
