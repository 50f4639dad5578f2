import Taro from '@tarojs/taro';

/** What this device remembers between starts. A full or broken storage loses a convenience and never stops a page. */
export interface Keep {
  get<T>(key: string): T | null;
  set(key: string, value: unknown): void;
  drop(key: string): void;
}

const quietly = <T>(act: () => T): T | null => {
  try {
    return act();
  } catch {
    return null;
  }
};

export const keep: Keep = {
  get: <T>(key: string) => quietly(() => Taro.getStorageSync<T | ''>(`jmk.${key}`) || null),
  set: (key, value) => void quietly(() => Taro.setStorageSync(`jmk.${key}`, value)),
  drop: (key) => void quietly(() => Taro.removeStorageSync(`jmk.${key}`)),
};
