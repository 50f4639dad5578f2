import { readArtefact, textOf, type Artefact } from './compile/artefact';
import { compileProgram } from './compile/program';
import { crawl } from './drive/crawl';
import { openJsdom } from './drive/jsdom';
import { isShort } from './drive/looks';
import { become, cityForWalks } from './drive/people';
import { launch } from './drive/phone';
import type { City } from './drive/city';

/** The test of the test: an artefact that is broken in one place does not pass. */
const walks = cityForWalks();

const changed = (path: string, change: (text: string) => string): Artefact => {
  const files = readArtefact();
  const before = textOf(files, path);
  const after = change(before);
  if (after === before) throw new Error(`Nothing was broken in ${path}.`);
  return files.set(path, Buffer.from(after));
};

/** The shortest walk there is: start, and sign in. */
async function walk(files: Artefact): Promise<void> {
  const phone = await launch({ city: walks.city, glass: openJsdom, program: compileProgram(files) });
  await become(phone, 'resident-1');
  await phone.close();
}

test('the artefact as it is passes', () => walk(readArtefact()));

test('templates that bind no tap are noticed', async () => {
  const deaf = changed('base.wxml', (text) => text.replaceAll(/ bindtap="eh"/g, ''));
  await expect(walk(deaf)).rejects.toThrow(/does not come/);
});

test('a WXS that does not parse is noticed', () => {
  const broken = changed('utils.wxs', (text) => text.replace('module.exports = {', 'module.exports = '));
  expect(() => compileProgram(broken)).toThrow(/utils\.wxs/);
});

test('a WXS that answers wrongly is noticed', async () => {
  const wrong = changed('utils.wxs', (text) => text.replace("'tmpl_'", "'nothing_'").replace('"tmpl_"', '"nothing_"'));
  await expect(walk(wrong)).rejects.toThrow();
});

test('an open tag in a template is noticed', () => {
  const open = changed('tabs/home/index.wxml', (text) => `<view>${text}`);
  expect(() => compileProgram(open)).toThrow(/tabs\/home\/index\.wxml.*end tag/);
});

test('a page file that is not there is noticed', () => {
  const files = readArtefact();
  files.delete('eggs/calendar/index.wxml');
  expect(() => compileProgram(files)).toThrow('eggs/calendar/index.wxml');
});

test('a call of wx that the runtime does not have is noticed, by name', async () => {
  const strange = changed('app.js', (text) => `${text};wx.getBatteryInfo({});`);
  await expect(walk(strange)).rejects.toThrow('wx.getBatteryInfo');
});

test('a reach for the browser is noticed', async () => {
  const reaching = changed('app.js', (text) => `${text};document.title = 'mine';`);
  await expect(walk(reaching)).rejects.toThrow(/title/);
});

/** What a walk through everything finds on the first page and on those that it leads to. */
const wrongWith = async (files: Artefact, city: City = walks.city): Promise<string> => {
  const found = await crawl({ city, how: { program: compileProgram(files) }, most: 1 });
  return found.faults.join('\n');
};
const whole = isShort ? test.skip : test;

whole('a walk through the first page as it is finds nothing', async () => {
  expect(await wrongWith(readArtefact())).toBe('');
});

whole('a sheet that cannot be closed is noticed', async () => {
  const shut = changed('common.js', (text) => text.replace(/("sheet__close".{0,40}?),onClick:\w+/, '$1'));
  expect(await wrongWith(shut)).toContain('cannot be closed');
});
