import { functionOf } from '../code';
import { reasonOf, trouble } from './troubles';

/**
 * The names app code may see. WeChat runs it in a bare JavaScript engine: no window, document, fetch, location or
 * localStorage. Each script becomes a function whose parameters cover every name of the browser that is not here.
 */
const LANGUAGE =
  'Object Function Array Number parseFloat parseInt Boolean String Symbol Date Promise RegExp Error AggregateError ' +
  'EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON Math ArrayBuffer Uint8Array Int8Array ' +
  'Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array ' +
  'BigInt64Array DataView Map BigInt Set WeakMap WeakSet WeakRef Proxy Reflect decodeURI decodeURIComponent ' +
  'encodeURI encodeURIComponent escape unescape isFinite isNaN';
/** Of the browser too, but jsdom does not list them among its window's own. */
const UNLISTED =
  'URL URLSearchParams XMLHttpRequest WebSocket Worker Blob File FileReader FormData Headers Event CustomEvent ' +
  'EventTarget Node Element HTMLElement Document DOMParser Storage AbortController AbortSignal TextEncoder ' +
  'TextDecoder MutationObserver Image Intl WebAssembly fetch crypto queueMicrotask structuredClone';
const KEPT = new Set([...LANGUAGE.split(' '), 'Infinity', 'NaN', 'undefined', 'eval']);

/** Names of the browser that are not of the language: hidden from app code. */
function browserNames(): string[] {
  const names = new Set(UNLISTED.split(' '));
  for (let at: object | null = window; at; at = Object.getPrototypeOf(at) as object | null)
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  return [...names].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !KEPT.has(name) && name !== 'constructor');
}

export type Scope = Record<string, unknown>;

/** What every script gets besides the language: `given` and a console, timers and a clock of the phone's own. */
export function scopeWith(given: Scope, clockOffset: number): Scope {
  const scope: Scope = Object.fromEntries(browserNames().map((name) => [name, undefined]));
  Object.assign(scope, given, {
    console: phoneConsole(),
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    setInterval: window.setInterval.bind(window),
    clearInterval: window.clearInterval.bind(window),
    Function: new Proxy(Function, { apply: noCodeFromText, construct: noCodeFromText }),
    Date: clockOf(clockOffset),
  });
  const global: Scope = {};
  for (const name of LANGUAGE.split(' ')) global[name] = (window as unknown as Scope)[name];
  Object.assign(global, { Function: scope.Function, Date: scope.Date }, given);
  scope.globalThis = global;
  return scope;
}

export function runScript(path: string, code: string, scope: Scope): void {
  functionOf(Object.keys(scope), `${code}\n//# sourceURL=weapp/${path}.js`)(...Object.values(scope));
}

/** WeChat's engine makes no code out of text: whatever the text says, the function does nothing. */
const noCodeFromText = () => () => undefined;

function phoneConsole(): Partial<Console> {
  const say = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? reasonOf(part) : String(part))).join(' ');
  const error = (...parts: unknown[]) => trouble(`console.error: ${say(parts)}`);
  return { log: () => undefined, info: () => undefined, debug: () => undefined, warn: () => undefined, error };
}

/** The phone's own clock: this machine's, moved to where the test's cloud stands. */
function clockOf(offset: number): DateConstructor {
  const now = () => Date.now() + offset;
  return new Proxy(Date, {
    construct: (Native, given: [number]): object => new Native(...(given.length > 0 ? given : ([now()] as const))),
    apply: () => new Date(now()).toString(),
    get: (Native, name): unknown => (name === 'now' ? now : Reflect.get(Native, name)),
  });
}
