import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from './artefact';

export const workDir = join(root, '.tests', 'wxrun');
const bundle = join(workDir, 'runtime.js');

/** Bundles the runtime for a browser, and the list of names WeChat has on `wx`, so that a missing one is known by name. */
export function bundleRuntime(): void {
  mkdirSync(dirname(bundle), { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, '..', 'runtime', 'main.ts')],
    outfile: bundle,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', WX_NAMES: JSON.stringify(wxNames()) },
    loader: { '.css': 'text' },
  });
}

export const runtimeSource = (): string => readFileSync(bundle, 'utf8');

/** The members of `wx` in WeChat's own typings, each with whether it is a function. */
function wxNames(): string[] {
  const typings = join(root, 'node_modules', 'miniprogram-api-typings', 'types', 'wx', 'lib.wx.api.d.ts');
  const text = readFileSync(typings, 'utf8');
  const body = text.slice(text.indexOf('interface Wx {'));
  return [...new Set([...body.matchAll(/^ {8}(\w+)[<(]/gm)].map((match) => match[1] ?? ''))];
}
