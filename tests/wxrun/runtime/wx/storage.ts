import { ask, Refused, tell, type Options } from './calls';

/** WeChat refuses more than 10 MB in all and 1 MB in one value. */
const MOST = 10 * 1024 * 1024;
const MOST_OF_ONE = 1024 * 1024;

/** The phone's storage. Values cross as JSON, so what comes back is never what was put in, only its copy. */
export function storageOf(held: Record<string, unknown>): { held: Map<string, string>; members: Options } {
  const map = new Map(Object.entries(held).map(([key, value]) => [key, JSON.stringify(value)]));
  const set = (key: unknown, value: unknown): void => {
    if (typeof key !== 'string' || key === '') throw new Refused('parameter error: key must be a string');
    const json = JSON.stringify(value) ?? '""';
    if (json.length > MOST_OF_ONE) throw new Refused('entry size limit reached');
    map.set(key, json);
    if ([...map.values()].reduce((sum, one) => sum + one.length, 0) > MOST)
      throw new Refused('exceed storage max size');
  };
  const get = (key: string): unknown => {
    const json = map.get(key);
    return json === undefined ? undefined : JSON.parse(json);
  };
  return {
    held: map,
    members: {
      setStorageSync: tell('setStorageSync', set),
      getStorageSync: tell('getStorageSync', (key: string) => get(key) ?? ''),
      removeStorageSync: tell('removeStorageSync', (key: string) => void map.delete(key)),
      clearStorageSync: tell('clearStorageSync', () => map.clear()),
      setStorage: ask('setStorage', ({ key, data }) => set(key, data)),
      getStorage: ask('getStorage', ({ key }) => {
        const data = get(key as string);
        if (data === undefined) throw new Refused('data not found');
        return { data };
      }),
      removeStorage: ask('removeStorage', ({ key }) => void map.delete(key as string)),
    },
  };
}
