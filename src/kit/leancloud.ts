import Taro from '@tarojs/taro';
import type AV from 'leancloud-storage/core';
import { toFailure, UNREACHED } from './failure';
import { isWeapp } from './platform';

/**
 * The wire, and the one user of the LeanCloud SDK. The SDK signs in and sends pictures. It is run when that is asked for and not when the
 * program starts: a quarter of the wait after a tap on a card would be its. A procedure is one request, and goes without it.
 */

export const server = isWeapp ? process.env.TARO_APP_SERVER : location.origin;
const PATIENCE = 15_000;

const appId = process.env.TARO_APP_ID;
const appKey = process.env.TARO_APP_KEY;

interface Reply {
  status: number;
  ok: boolean;
  data: Record<string, unknown> | undefined;
}
type Method = keyof Taro.request.Method;

/** A proxy's page of HTML is no answer of ours: without JSON the reply counts as a fault, never as an empty success. */
function read(status: number, body: unknown): Reply {
  let data: Reply['data'];
  try {
    data = (typeof body === 'string' ? JSON.parse(body) : body) as Reply['data'];
  } catch {
    return { status: 502, ok: false, data: undefined };
  }
  return { status, ok: status >= 200 && status < 300, data };
}
const unreached = () => Promise.reject(Object.assign(new Error(), { code: UNREACHED }));

const send = (url: string, method: Method, data: unknown, header?: Record<string, string>): Promise<Reply> =>
  Taro.request<string>({
    url,
    method,
    data: data && JSON.stringify(data),
    header,
    dataType: 'text',
    responseType: 'text',
    timeout: PATIENCE,
  }).then(({ statusCode, data: body }) => read(statusCode, body), unreached);

const storage = {
  getItem: (key: string) => Taro.getStorageSync<string>(key) || null,
  setItem: (key: string, value: string) => Taro.setStorageSync(key, value),
  removeItem: (key: string) => Taro.removeStorageSync(key),
  clear: () => Taro.clearStorageSync(),
};

/** The session of whoever is signed in on this device, where the SDK keeps it; null for a newcomer. */
export function sessionToken(): string | null {
  const user = storage.getItem(`AV/${appId}/currentUser`);
  return user && ((JSON.parse(user) as { _sessionToken?: string })._sessionToken ?? null);
}

/** Runs a procedure of the cloud by its name on the wire. Rejects with what the cloud says, `{ code, error, details }`. */
export async function run(name: string, input: unknown): Promise<unknown> {
  const token = sessionToken();
  const { ok, data } = await send(`${server}/1.1/functions/${name}`, 'POST', input, {
    'Content-Type': 'application/json',
    'X-LC-Id': appId,
    'X-LC-Key': appKey,
    ...(token && { 'X-LC-Session': token }),
  });
  if (!ok || !data) throw Object.assign(new Error(), data);
  return data.result;
}

let loaded: Promise<typeof AV> | null = null;

/** The SDK, over Taro. */
export const leancloud = (): Promise<typeof AV> => (loaded ??= import('leancloud-storage/core').then(setUp));

function setUp({ default: sdk }: { default: typeof AV }): typeof AV {
  sdk.setAdapters({
    request: (url, { method = 'GET', data, headers } = {}) => send(url, method, data, headers),
    upload: (url, { field, data, name }, { data: formData } = {}) =>
      Taro.uploadFile({
        url,
        filePath: (data as { uri: string }).uri,
        name: field,
        fileName: name,
        formData,
        withCredentials: false,
        timeout: 4 * PATIENCE,
      })
        .then(({ statusCode, data: body }) => read(statusCode, body), unreached)
        .then((reply) => (reply.ok ? reply : Promise.reject(toFailure(reply.data)))),
    storage,
    platformInfo: { name: isWeapp ? 'Weapp' : 'H5' },
  });
  sdk.init({ appId, appKey, serverURL: server });
  return sdk;
}
