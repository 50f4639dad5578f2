import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import { packageOf, type Program } from '../program';
import { withPlainEvents } from './events';
import { runScript, scopeWith, type Scope } from './scope';

export type AppDefinition = Record<string, unknown>;
type Definition = Record<string, unknown>;

export interface Loader {
  /** Runs the script that registers a page or component, once, and those of the components it uses before it. */
  define(path: string): void;
  /** Runs app.js. */
  start(): AppDefinition;
}

/**
 * Runs the program's scripts. `App`, `Page` and `Component` stay the same functions for good, because a page's script
 * may be a shell around one in another file: what they register belongs to the path that is being defined.
 */
export function createLoader(program: Program, space: CodeSpace, given: Scope, clockOffset: number): Loader {
  const modules = new Map<string, { exports: unknown }>();
  const defined = new Set<string>();
  let defining = '';
  let app: AppDefinition | null = null;

  const scope = scopeWith(
    {
      ...given,
      App: (definition: AppDefinition) => void (app = definition),
      getApp: () => app,
      Page: (definition: Definition) => void space.component(defining).pageDefinition(withPlain(definition)).register(),
      Component: (definition: Definition) =>
        void space
          .component(defining)
          .definition({ ...definition, methods: withPlain((definition.methods ?? {}) as Definition) })
          .register(),
    },
    clockOffset,
  );

  function load(path: string): unknown {
    const known = modules.get(path);
    if (known) return known.exports;
    const code = program.scripts[path];
    if (code === undefined) throw new Error(`There is no script ${path}.js`);
    const module: { exports: unknown } = { exports: {} };
    modules.set(path, module);
    const require = (wanted: string): unknown => {
      const target = resolve(path, wanted);
      const [from, to] = [packageOf(program.app, path), packageOf(program.app, target)];
      if (to !== '' && to !== from) throw new Error(`${path}.js requires ${target}.js of another package`);
      return load(target);
    };
    runScript(path, code, { ...scope, require, module, exports: module.exports });
    return module.exports;
  }

  function define(path: string): void {
    if (defined.has(path)) return;
    defined.add(path);
    for (const used of Object.values(program.configs[path]?.usingComponents ?? {})) define(resolve(path, used));
    const outer = defining;
    defining = path;
    load(path);
    defining = outer;
  }

  return {
    define,
    start() {
      load('app');
      if (!app) throw new Error('app.js did not call App().');
      return app;
    },
  };
}

const withPlain = (definition: Definition): Record<string, (...given: unknown[]) => unknown> =>
  Object.fromEntries(
    Object.entries(definition).map(([name, value]) => [
      name,
      typeof value === 'function' ? withPlainEvents(value as (...given: unknown[]) => unknown) : (value as never),
    ]),
  );

/** `./x` and `../x` from the file's folder, `/x` from the program's root; the extension may be left out. */
export function resolve(from: string, wanted: string): string {
  const parts = wanted.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of wanted.replace(/\.js$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
