import { JSDOM, VirtualConsole } from 'jsdom';
import { runtimeSource } from '../compile/runtime';
import type { OpenGlass } from './glass';

/** Runs the program's logic without a browser. Nothing is laid out and no style is read. */
export const openJsdom: OpenGlass = async (program, entry, network) => {
  const complaints: string[] = [];
  const console = new VirtualConsole();
  console.on('jsdomError', (error) => complaints.push(String(error.message)));
  console.on('error', (...said) => complaints.push(said.map(String).join(' ')));
  const { window } = new JSDOM('<!doctype html><body></body>', {
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole: console,
  });
  Object.assign(window, { TextEncoder, wxrunNetwork: network });
  window.eval(runtimeSource());
  const failure = window.wxrunStart(copy(program), copy(entry), false);
  if (failure) throw new Error(`The program did not start: ${failure}`);
  return {
    act: async (name, ...given) => {
      const act = window.wxrun[name] as unknown as (...given: unknown[]) => never;
      return copy(act(...copy(given)));
    },
    touch: async (target) => window.wxrun.press(target),
    night: () => Promise.reject(new Error('jsdom draws nothing: use Chromium to see the night.')),
    screenshot: () => Promise.reject(new Error('jsdom draws nothing: use Chromium for pictures.')),
    close: async () => {
      window.close();
      return complaints;
    },
  };
};

/** What crosses is copied, as it would be into a browser. */
const copy = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));
