/** What we use of packages that come without types, or with types that cannot be found. */

declare module 'miniprogram-compiler' {
  interface Options {
    maxBuffer?: number;
  }
  export function wxmlToJs(dir: string, options?: Options): string;
  export function wxssToJs(dir: string, options?: Options): string;
}
