import type { Name } from './door';

/** What goes wrong with the next calls of an endpoint, once if not said otherwise. Parts may be combined. */
export interface Fault {
  times?: number;
  /** WeChat says no before anything is done. */
  errcode?: number;
  errmsg?: string;
  /** The deed is done, and the answer comes late. */
  delayMs?: number;
  /** The connection breaks without an answer: before the deed, or after it. */
  reset?: 'before' | 'after';
  /** After the deed half of the answer arrives: as if it were all, or with the connection breaking. */
  truncate?: 'text' | 'connection';
  /** A proxy answers with this status and a page; nothing is done. */
  html?: number;
  /** This is answered, and nothing done. */
  answer?: Record<string, unknown> | Buffer;
  /** The current token dies as the call arrives. */
  killToken?: boolean;
}

/** Takes the next fault of an endpoint, in the order they were asked for. */
export function nextFault(faults: [Name, Fault][], name: Name): Fault | undefined {
  const at = faults.findIndex(([of]) => of === name);
  const fault = faults[at]?.[1];
  if (!fault) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) faults.splice(at, 1);
  return fault;
}
