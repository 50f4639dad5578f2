import { compile, SassString } from 'sass';
import theme from '../src/theme.json';
import { svgOf } from '../config/icons';
import { filesIn, textOf } from './kit/sources';
import { TOKENS, tokensOf } from './kit/tokens';

/** One style file decides what pages are drawn with; this reads the others, and holds them to it. */
const styles = filesIn('src').filter((file) => file.endsWith('.scss'));
const others = styles.filter((file) => file !== TOKENS);

/** Every line of every style that fits, with where it stands. */
const linesWith = (pattern: RegExp): string[] =>
  others.flatMap((file) =>
    textOf(file)
      .split('\n')
      .map((line) => line.replace(/\/\/.*/, ''))
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
test('there are styles to read, and the tokens are where the test looks for them', () => {
  expect(others.length).toBeGreaterThan(50);
  expect(Object.keys(tokensOf('light')).length).toBeGreaterThan(12);
});

test('a colour is named by its token', () => {
  expect(linesWith(/#[0-9a-f]{3,8}\b(?!\{)|\brgba?\(|\bhsla?\(|:\s*(white|black|red|green|blue|gr[ae]y)\b/i)).toEqual(
    [],
  );
});

test('a size of type, a corner and a motion come from the scale', () => {
  expect(linesWith(/font-size: (?!size\(|inherit|map\.get\(\$sizes|[\d.]+em)/)).toEqual([]);
  expect(linesWith(/border-radius: (?!(corner\(\w+\) ?|0 ?|50%( 50%){0,3}( \/ [\d% ]+)?)+;)/)).toEqual([]);
  expect(linesWith(/animation: (?!\w[\w-]* \$breath)/)).toEqual([]);
  expect(linesWith(/box-shadow: (?!inset )|text-shadow/)).toEqual([]);
});

test('distances stand on one scale', () => {
  const steps = new Set([0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 48, 64, 72]);
  const odd = linesWith(/^\s*(margin|padding|gap)[\w-]*:/).filter((line) =>
    [...line.matchAll(/(?<![\w.(#{])-?(\d+(?:\.\d+)?)px/g)].some(([, px]) => !steps.has(Number(px))),
  );
  expect(odd).toEqual([]);
});

test('whatever a style is for, a part is called that', () => {
  const parts = filesIn('src')
    .filter((file) => file.endsWith('.tsx'))
    .map(textOf)
    .join('\n');
  // Taro and WeUI have names of their own, and a name's variants may be made on the way: `button--${kind}`.
  const isCalled = (name: string): boolean =>
    /^(taro|weui)/.test(name) || parts.includes(name) || parts.includes(`${name.replace(/--.*/, '--')}\${`);
  const dead = others.flatMap((file) => {
    const { css } = compile(file, { functions: { 'icon($name)': () => new SassString('url()') } });
    const names = css.replace(/\{[^{}]*\}/g, '{}').matchAll(/\.(-?[_a-zA-Z][\w-]*)/g);
    return [...new Set([...names].map(([, name = '']) => name))]
      .filter((name) => !isCalled(name))
      .map((name) => `${file}: .${name}`);
  });
  expect(dead).toEqual([]);
});

test('by night there is a colour for each by day, and WeChat’s own bars have the same', () => {
  const [light, dark] = [tokensOf('light'), tokensOf('dark')];
  expect(Object.keys(dark)).toEqual(Object.keys(light));
  for (const [name, palette] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    const { bar, tabs, tab, tabOn } = theme[name];
    expect({ bar, tabs, tab, tabOn }).toEqual(
      Object.fromEntries(
        Object.entries({ bar: 'paper', tabs: 'card', tab: 'soft', tabOn: 'red' }).map(([key, token]) => [
          key,
          palette[token]?.toUpperCase(),
        ]),
      ),
    );
  }
});

test('every icon that pages may name is drawn, and none is drawn for nobody', () => {
  const drawn = Object.fromEntries(
    [...textOf('src/kit/ui/icon.scss').matchAll(/^ {2}(\w+): '([\w-]+)'/gm)].map(([, name = '', of = '']) => [
      name,
      of,
    ]),
  );
  const [, list = ''] = /icons = \[([^\]]*)\]/.exec(textOf('src/kit/ui/Icon.tsx')) ?? [];
  const named = [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  expect(Object.keys(drawn)).toEqual(named);
  for (const drawing of Object.values(drawn)) expect(svgOf(drawing)).toMatch(/^<svg .*<path d="M/);
  const used = filesIn('src')
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('/Icon.tsx'))
    .map(textOf)
    .join('\n');
  expect(named.filter((name) => !used.includes(`"${name}"`) && !used.includes(`'${name}'`))).toEqual([]);
  expect(() => svgOf('no-such-icon')).toThrow();
});
