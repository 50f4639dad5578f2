import { join } from 'node:path';
import ts from 'typescript';
import * as v from 'valibot';
import type { Handlers } from '../cloud/kit/serve';
import { type contract, type Call, type Input, type Output, type Valid } from '../types';
import { refusals } from '../types/refusals';
import { procedures } from './kit/procedures';
import { root } from './kit/sources';

/**
 * The contract's types have not decayed to `any`: each line below an `@ts-expect-error` must be refused by the compiler,
 * and a line that is not refused is itself an error. Jest throws types away, so the last test runs the compiler over
 * this very file; `npm run types` does the same.
 */
type IsAny<T> = 0 extends 1 & T ? true : false;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only for `true`: an assertion that the compiler makes. */
const holds = <T extends true>(_claim?: T): void => undefined;

/** Never called: it is here to be compiled. */
export async function compiled(call: Call, handlers: Handlers): Promise<void> {
  const clientId = 'act-12345678';
  const content = { kind: 'notice', title: '停水', body: '周四停水' } as const;

  await call.notices.publish({ clientId, communityCode: '230104009009', ...content });
  // @ts-expect-error a wrong key
  await call.notices.publish({ clientId, communityCode: '230104009009', ...content, headline: 'x' });
  // @ts-expect-error without a clientId
  await call.notices.publish({ communityCode: '230104009009', ...content });
  // @ts-expect-error without a title
  await call.notices.publish({ clientId, kind: 'notice', body: 'x' });
  // @ts-expect-error a kind that does not exist
  await call.notices.publish({ clientId, ...content, kind: 'advertisement' });
  // @ts-expect-error ids are strings
  await call.notices.open({ noticeId: 1 });
  // @ts-expect-error a scene is a number
  await call.notices.open({ noticeId: '1', scene: '1007' });
  // @ts-expect-error an input is needed
  await call.notices.open();
  // @ts-expect-error an input is an object, even an empty one
  await call.session.me(null);
  // @ts-expect-error a verb that does not exist
  void call.notices.burn;
  // @ts-expect-error a feature that does not exist
  void call.points;

  const { egg, credited } = await call.notices.credit({ readTicket: 'x' });
  holds<Equal<typeof egg, { day: string } | null>>();
  // @ts-expect-error whether it was credited is a boolean
  void (credited satisfies string);
  // @ts-expect-error an output has no more than was promised
  void (await call.notices.open({ noticeId: '1' })).rank;
  // @ts-expect-error what may be null is not used unseen
  void egg.day;

  const { org } = handlers;
  // @ts-expect-error a handler is missing
  void ({ find: org.find } satisfies Handlers['org']);
  // @ts-expect-error a handler nobody promised
  void ({ ...org, leave: org.join } satisfies Handlers['org']);
  // @ts-expect-error a handler that answers something else
  void ({ ...org, join: async () => ({ home: 'x' }) } satisfies Handlers['org']);
  // A handler for residents has an actor; one for anyone has to ask.
  void ({
    ...org,
    join: async (_i, { actor }) => ({ home: { code: actor.id, level: 'city', name: '' } }),
  } satisfies Handlers['org']);
  void ({
    ...org,
    find: async (_i, { actor }) => {
      // @ts-expect-error nobody may be calling
      void actor.id;
      return { places: [] };
    },
  } satisfies Handlers['org']);
}

/** Procedures whose input or output is `any`, or holds an `any` where a caller would look first. */
type Decayed = {
  [F in keyof Call]: {
    [V in keyof Call[F]]: Call[F][V] extends (input: infer I) => Promise<infer O>
      ? true extends IsAny<I> | IsAny<O> | IsAny<I[keyof I]> | IsAny<O[keyof O]>
        ? V
        : never
      : V;
  }[keyof Call[F]];
}[keyof Call];
holds<Equal<Decayed, never>>();
holds<Equal<Input<typeof contract.notices.list>['limit'], number | undefined>>();
holds<Equal<Valid<typeof contract.notices.list>['limit'], number>>();
holds<Equal<Output<typeof contract.eggs.calendar>['days'][number]['state'], 'laid' | 'missed' | 'today' | 'ahead'>>();
holds<Equal<IsAny<Handlers['notices']['open']>, false>>();

describe('every procedure', () => {
  test.each([...procedures])('%s says who may, what it does, what goes in and what comes out', (_name, procedure) => {
    expect(Object.keys(procedure)).toEqual(expect.arrayContaining(['does', 'input', 'output', 'who']));
    expect(['query', 'command', 'tally', 'errand']).toContain(procedure.does);
    const { who } = procedure;
    if (typeof who === 'string') expect(['anyone', 'resident', 'holder']).toContain(who);
    else
      expect([
        who.roles.length > 0 || who.keeper,
        ['node', 'notice', 'merchant', 'report', 'campaign'].includes(who.at),
      ]).toEqual([true, true]);
  });

  test.each([...procedures])('%s takes no key it does not know', (_name, { input }) => {
    const { issues = [] } = v.safeParse(input, { nobodyKnows: 1 });
    expect(issues.map((issue) => v.getDotPath(issue))).toContain('nobodyKnows');
  });

  test.each([...procedures])(
    '%s is asked about the place, the notice, the shop, the report or the campaign that its roles are held at',
    (_name, { who, input }) => {
      const keys = Object.keys((input as unknown as { entries: object }).entries);
      if (typeof who === 'string') return expect(keys).not.toContain('personId');
      const wanted = who.at === 'node' ? ['nodeCode', 'communityCode'] : [`${who.at}Id`];
      expect(keys.filter((key) => wanted.includes(key))).not.toEqual([]);
    },
  );

  test('of staff that makes something new can be repeated without making it twice', () => {
    const making = [...procedures].filter(([name]) => /\.(draft|publish|correct|create\w*)$/.test(name));
    expect(making.length).toBeGreaterThan(3);
    for (const [name, { input }] of making)
      expect([name, 'clientId' in (input as unknown as { entries: object }).entries]).toEqual([name, true]);
  });

  test('that an input names nobody as the one who asks', () => {
    const claims = fieldsOf('input').filter(({ path }) =>
      /(^|\.)(person|personId|userId|actor|role|roles|openid|unionid)$/i.test(path),
    );
    expect(claims).toEqual([]);
  });
});

describe('every refusal', () => {
  const all = Object.entries(refusals);

  test('has a number of its own, and ours begin at 40000', () => {
    // The SDK knows one number, 211, for an account and for a session that is not there.
    const codes = all.filter(([name]) => name !== 'login.notExist').map(([, [code]]) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const leanCloud = [
      ...['session.required', 'login.notExist', 'wire.unknownFunction', 'wire.unknownPath', 'wire.notJson'],
    ];
    for (const [name, [code]] of all) expect([name, code >= 40_000]).toEqual([name, !leanCloud.includes(name)]);
  });

  test.each(all)('%s is a sentence in Chinese, with an HTTP status of its kind', (_name, [, status, says]) => {
    expect(says).toMatch(/^\p{Script=Han}.*。$/u);
    expect(says).not.toMatch(/[a-z]{3,}|undefined|null|错误码|[,!?;:]/i);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });

  test('is named for a feature and what is wrong, once', () => {
    const lone = ['busy', 'fault'];
    for (const [name] of all) expect(lone.includes(name) || /^[a-z]+\.[a-z]\w+$/.test(name)).toBe(true);
  });
});

describe('the whole contract', () => {
  test('keeps for everyone only what is the same for everyone', () => {
    const kept = [...procedures].filter(([, { shared }]) => shared);
    expect(kept.map(([name, { does, who }]) => [name, does, who])).toEqual(
      kept.map(([name]) => [name, 'query', 'anyone']),
    );
    expect(kept.length).toBeGreaterThan(0);
  });

  test('ranks nobody and gives no points', () => {
    const scores = [...fieldsOf('input'), ...fieldsOf('output')].filter(({ path }) =>
      /rank|score|point(?!s?At)|level(?!$)|leaderboard|top\d|coin|balance/i.test(path.split('.').at(-1) ?? ''),
    );
    // The one number that is given: by a resident, once, to how a report of theirs was handled. It is shown with that report, and in
    // the average of a place.
    const given = ({ name, path }: Field): boolean =>
      name.startsWith('reports.')
        ? /^(score|report\.(lines\.)?score)$/.test(path)
        : name === 'figures.community' && /^(periods|total)\.score$/.test(path);
    expect(scores.filter((field) => !given(field))).toEqual([]);
    expect(scores.filter(({ path }) => path === 'score').map(({ name }) => name)).toEqual(['reports.rate']);
  });

  test('pays nobody for sharing: no reason for an egg names a card or a share', () => {
    const reasons = fieldsOf('output').filter(({ path }) => /reason|egg|campaign/i.test(path));
    expect(reasons.length).toBeGreaterThan(3);
    const named = [...reasons, ...fieldsOf('input').filter(({ name }) => name.startsWith('eggs.'))];
    expect(
      named.filter(({ path, options }) => /share|card|invite|forward/i.test([path, ...options].join(' '))),
    ).toEqual([]);
  });

  test('says in the sentence of no schema a word that a person cannot read', () => {
    const messages = [...procedures.values()].flatMap(({ input }) => messagesOf(input));
    expect(messages.length).toBeGreaterThan(50);
    expect(messages.filter((words) => !/^\p{Script=Han}/u.test(words) || /[。.]$/.test(words))).toEqual([]);
  });
});

interface Field {
  name: string;
  path: string;
  options: string[];
}

interface Shape {
  entries?: Record<string, Shape>;
  item?: Shape;
  wrapped?: Shape;
  options?: unknown[];
  message?: unknown;
  pipe?: Shape[];
}
const shapeOf = (schema: v.GenericSchema): Shape => schema as unknown as Shape;

/** Every field of every input or output, as deep as it goes. */
function fieldsOf(side: 'input' | 'output'): Field[] {
  const walk = (name: string, { entries = {}, item, wrapped, options = [] }: Shape, path: string): Field[] => [
    { name, path, options: options.map(String) },
    ...[item, wrapped].flatMap((inner) => (inner ? walk(name, inner, path) : [])),
    ...Object.entries(entries).flatMap(([key, entry]) => walk(name, entry, path ? `${path}.${key}` : key)),
  ];
  return [...procedures].flatMap(([name, procedure]) => walk(name, shapeOf(procedure[side]), ''));
}

/** The words a schema may say. */
function messagesOf(schema: v.GenericSchema): string[] {
  const walk = ({ message, entries = {}, item, wrapped, pipe = [] }: Shape): string[] => [
    ...(typeof message === 'string' ? [message] : []),
    ...[...Object.values(entries), ...[item, wrapped].filter((inner) => inner !== undefined)].flatMap(walk),
    ...pipe.slice(1).flatMap(walk),
  ];
  return walk(shapeOf(schema));
}

/** `.ci/run` asks the compiler about all files, and this one among them. */
const [ask, why] = process.env.TYPES === 'checked' ? [test.skip, ' (in this run `npm run types` has)'] : [test, ''];
ask(`the compiler refuses exactly what this file says it refuses${why}`, () => {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const found = ts.getPreEmitDiagnostics(ts.createProgram([__filename], options));
  const here = found.filter(({ file }) => file && !file.fileName.includes('node_modules'));
  expect(here.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('the compiler would say so if one of them were allowed', () => {
  const claims = (ts.sys.readFile(__filename) ?? '').match(/^ *\/\/ @ts-expect-error .+$/gm) ?? [];
  expect(claims.length).toBeGreaterThan(14);
  const source = `// @ts-expect-error\nconst fine: number = 1;\n`;
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === 'fine.ts' ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : read(name, ...rest);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(['fine.ts'], { noEmit: true, types: [] }, host));
  expect(found.map(({ code }) => code)).toEqual([2578]);
});
