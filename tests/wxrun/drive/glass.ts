import type { Entry, Network, Program } from '../program';
import type { Acts } from '../runtime/main';

/** What a program is shown on: a browser, or jsdom, which has no sizes but starts at once. */
export interface Glass {
  act<K extends keyof Acts>(name: K, ...given: Parameters<Acts[K]>): Promise<ReturnType<Acts[K]>>;
  /** Touches a thing; false while it is not there. */
  touch(target: string): Promise<boolean>;
  /** Puts the phone into its dark look, or back. */
  night(dark: boolean): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** Closes it, and tells what went wrong outside the program's own reports. */
  close(): Promise<string[]>;
}

export type OpenGlass = (program: Program, entry: Entry, network: Network) => Promise<Glass>;
