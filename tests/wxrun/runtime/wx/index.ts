import { trouble } from '../troubles';
import type { Options } from './calls';

/** Every function WeChat's typings know on `wx`; filled in when the runtime is bundled. */
declare const WX_NAMES: string[];

/**
 * The `wx` that app code sees. What this runtime has is there; what WeChat has and this runtime has not can be looked
 * at, as libraries do, and fails by name when it is called; what WeChat does not have is undefined, as on a phone.
 */
export function createWx(members: Options): object {
  const missing = new Map(WX_NAMES.filter((name) => !(name in members)).map((name) => [name, missingMember(name)]));
  return new Proxy(members, {
    get: (own, name): unknown => (name in own ? own[name as string] : missing.get(name as string)),
    has: (own, name) => name in own || missing.has(name as string),
    getOwnPropertyDescriptor: (own, name) =>
      Reflect.getOwnPropertyDescriptor(own, name) ??
      (missing.has(name as string) ? { value: missing.get(name as string), configurable: true } : undefined),
  });
}

const missingMember = (name: string) => () => {
  trouble(`wx.${name} was called and this runtime has none`);
  throw new Error(`wx.${name} is not in this runtime`);
};
