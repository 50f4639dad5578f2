import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileProgram } from '../compile/program';
import { readArtefact, root } from '../compile/artefact';
import type { Entry, Network, Program, ShareCard } from '../program';
import type { Acts, Report } from '../runtime/main';
import type { City } from './city';
import { busiestSecond, keepFacts } from './facts';
import type { OpenGlass } from './glass';

export const LARGEST_SETDATA = 256 * 1024;
export const MOST_SETDATA_A_SECOND = 20;
/** More setData than this within the last second, and the screen is still at it. */
const CALM = 8;
const PATIENCE = 8_000;

let compiled: Program | null = null;
const built = (): Program => (compiled ??= compileProgram(readArtefact()));

/** A phone in somebody's hand. What is awaited is waited for, as a person would, and fails after some seconds. */
export interface Phone {
  tap(target: string): Promise<void>;
  type(field: string, text: string): Promise<void>;
  pick(picker: string, choice: string): Promise<void>;
  /** Waits until the screen says it. */
  see(text: string): Promise<void>;
  /** Waits until the screen says it no more. */
  seeNoMore(text: string): Promise<void>;
  /** Waits until a page is open. */
  seePage(path: string): Promise<void>;
  /** Waits until everything that was asked is answered, and the screen changes no more. */
  settled(): Promise<void>;
  reading(): Promise<string>;
  /** The card that WeChat's menu, or a tap on a share button just before, makes of this page. */
  share(from?: 'menu' | 'button'): Promise<ShareCard>;
  back(): Promise<void>;
  offline(): Promise<void>;
  online(): Promise<void>;
  /** Puts the phone into its dark look, or back. */
  night(dark: boolean): Promise<void>;
  screenshot(name: string): Promise<void>;
  /** Anything else the runtime can do. */
  act<K extends keyof Acts>(name: K, ...given: Parameters<Acts[K]>): Promise<ReturnType<Acts[K]>>;
  /** Puts the phone away. Fails when anything went wrong on it that nobody awaited. */
  close(): Promise<Report>;
}

export interface Launch extends Entry {
  city: City;
  glass: OpenGlass;
  /** Another program than the one built, to prove that a broken one is noticed. */
  program?: Program;
}

export const pathOfCard = (card: ShareCard): Pick<Entry, 'path' | 'query'> => {
  const [path = '', query = ''] = card.path.split('?');
  return { path: path.replace(/^\//, ''), query: Object.fromEntries(new URLSearchParams(query)) };
};

export async function launch({ city, glass: open, program = built(), ...entry }: Launch): Promise<Phone> {
  let unanswered = 0;
  const network: Network = async (request) => {
    unanswered++;
    return city.network(request).finally(() => unanswered--);
  };
  const glass = await open(program, { clockOffset: city.clockOffset(), ...entry }, network);
  const { act } = glass;

  /** Tries until it works. What the phone itself refuses, a thing covered or switched off, may still change. */
  const until = async (what: string, attempt: () => Promise<boolean>): Promise<void> => {
    const end = Date.now() + PATIENCE;
    let why = '';
    while (Date.now() < end) {
      try {
        if (await attempt()) return;
        why = '';
      } catch (error) {
        why = ` (${(error as Error).message.split('\n')[0] ?? ''})`;
      }
      await new Promise((go) => setTimeout(go, 40));
    }
    const { troubles } = await act('report');
    throw new Error([`${what}${why}; the screen says:`, await act('reading'), ...troubles].join('\n').slice(0, 4000));
  };

  /** A thumb waits for the screen before it touches it again; a script would act several times within a second. */
  const unhurried = async (deed: () => Promise<void>): Promise<void> => {
    for (let waits = 0; waits < 20 && (await act('crossed')) > CALM; waits++)
      await new Promise((go) => setTimeout(go, 50));
    await deed();
  };

  const phone: Phone = {
    act,
    tap: (target) => unhurried(() => until(`There is no “${target}” to tap`, () => glass.touch(target))),
    type: (field, text) => unhurried(() => until(`There is no field “${field}”`, () => act('write', field, text))),
    pick: (picker, choice) =>
      unhurried(() => until(`There is no picker “${picker}”`, () => act('pick', picker, choice))),
    see: (text) => until(`“${text}” does not come`, async () => (await act('reading')).includes(text)),
    seeNoMore: (text) => until(`“${text}” does not go`, async () => !(await act('reading')).includes(text)),
    seePage: (path) => until(`${path} does not open`, async () => (await act('where')).path === path),
    async settled() {
      let [same, before] = [0, ''];
      await until('The screen does not come to rest', async () => {
        const now = await act('reading');
        same = unanswered === 0 && now === before && now.trim() !== '' ? same + 1 : 0;
        before = now;
        return same === 3;
      });
    },
    reading: () => act('reading'),
    async share(from = 'menu') {
      if (from === 'menu') await act('share');
      const card = await act('shared');
      if (!card) throw new Error(`There is no card: ${(await act('report')).troubles.join('\n')}`);
      const { path } = pathOfCard(card);
      if (!card.title || !program.configs[path ?? ''])
        throw new Error(`A card that opens nothing: ${JSON.stringify(card)}`);
      return card;
    },
    back: () => act('back'),
    offline: () => act('setOnline', false),
    online: () => act('setOnline', true),
    night: (dark) => glass.night(dark),
    async screenshot(name) {
      const file = join(root, '.tests', 'wxrun', 'pictures', `${name}.png`);
      mkdirSync(dirname(file), { recursive: true });
      await glass.screenshot(file);
    },
    async close() {
      const report = await act('report');
      const faults = [...report.troubles, ...(await glass.close()), ...excesses(report)];
      keepFacts(entry.path ?? 'home', report);
      if (faults.length > 0) throw new Error(`Things went wrong on the phone:\n${[...new Set(faults)].join('\n')}`);
      return report;
    },
  };
  return phone;
}

/** What WeChat's audit would complain of. */
function excesses(report: Report): string[] {
  const large = report.crossings.filter(({ bytes }) => bytes > LARGEST_SETDATA);
  const rate = busiestSecond(report);
  return [
    ...large.map(({ page, bytes }) => `one setData of ${page} weighs ${bytes} bytes`),
    ...(rate > MOST_SETDATA_A_SECOND ? [`${rate} setData calls within one second`] : []),
    ...(report.busiest > 10 ? [`${report.busiest} requests at once`] : []),
  ];
}
