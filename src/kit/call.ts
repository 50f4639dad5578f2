import Taro from '@tarojs/taro';
import AV from 'leancloud-storage/core';
import { toJS } from 'mobx';
import type { Call } from '../../types';
import { Failure, NO_SESSION, toFailure, UNREACHED } from './failure';
import { isWeapp } from './platform';

/** The one user of the LeanCloud SDK: everything else calls `call.notices.open(…)` and knows of no protocol. */

export const server = isWeapp ? process.env.TARO_APP_SERVER : location.origin;
const PATIENCE = 15_000;

interface Reply {
  status: number;
  ok: boolean;
  data: Record<string, unknown> | undefined;
}

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

AV.setAdapters({
  request: (url, { method = 'GET', data, headers } = {}) =>
    Taro.request<string>({
      url,
      method,
      data: data && JSON.stringify(data),
      header: headers,
      dataType: 'text',
      responseType: 'text',
      timeout: PATIENCE,
    }).then(({ statusCode, data: body }) => read(statusCode, body), unreached),
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
  storage: {
    getItem: (key) => Taro.getStorageSync<string>(key) || null,
    setItem: (key, value) => Taro.setStorageSync(key, value),
    removeItem: (key) => Taro.removeStorageSync(key),
    clear: () => Taro.clearStorageSync(),
  },
  platformInfo: { name: isWeapp ? 'Weapp' : 'H5' },
});
AV.init({ appId: process.env.TARO_APP_ID, appKey: process.env.TARO_APP_KEY, serverURL: server });

type SignIn = (platform: 'demo' | 'lc_weapp', authData: Record<string, string>) => Promise<void>;
const signsIn =
  (act: (authData: AV.AuthData, platform: string) => Promise<unknown> | undefined): SignIn =>
  async (platform, authData) => {
    try {
      // The SDK's types know only tokens a third party made; ours are made by the cloud from what is sent here.
      await act(authData as unknown as AV.AuthData, platform);
    } catch (thrown) {
      throw toFailure(thrown);
    }
  };

/** Sign-in as the wire knows it. Leaving is local: telling the cloud is `call.session.end`. */
export const account = {
  signIn: signsIn((...by) => AV.User.loginWithAuthData(...by)),
  /** Once more, for whoever is signed in: they stay who they are. */
  link: signsIn((...by) => AV.User.current()?.associateWithAuthData(...by)),
  leave: async (): Promise<void> => {
    await AV.User.logOut();
  },
  /** How to get a session back when the cloud no longer knows ours; `session` says how. */
  recover: (): Promise<void> => account.leave(),
};
export type Account = typeof account;

let recovering: Promise<void> | null = null;

/** A session may be over at any time: one sign-in for all the calls that notice it together, then each goes once more. */
async function withSession<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if ((thrown as { code?: number }).code !== NO_SESSION || !AV.User.current()) throw toFailure(thrown);
  }
  recovering ??= account.recover().finally(() => (recovering = null));
  await recovering.catch(() => undefined);
  return ask().catch((thrown: unknown) => Promise.reject(toFailure(thrown)));
}

/** A busy cloud says how long to wait; chance is added, so that a crowd does not come back as one, and patience. */
const TRIES_WHEN_BUSY = 3;

async function whenFree<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.refusal !== 'busy' || tries === TRIES_WHEN_BUSY) throw failure;
      await new Promise((done) => setTimeout(done, failure.retryAfterMs * tries * (1 + Math.random())));
    }
  }
}

const ask = (name: string, input: unknown): Promise<unknown> =>
  whenFree(() => withSession<unknown>(() => AV.Cloud.run(name, toJS(input))));

/** The contract, as a client speaks it. Rejects with a `Failure` and nothing else. */
export const call = new Proxy({} as Call, {
  get: (_, feature: string) =>
    new Proxy({}, { get: (_verbs, verb: string) => (input: unknown) => ask(`${feature}.${verb}`, input) }),
});

/** Sends one picture. `path` is what the platform's picker gave: a temporary file in WeChat, a blob address in a browser. */
export const upload = (path: string) => send(path, false);
/** The same for what nobody else is to see. Its address is good for an hour or two. */
export const uploadPrivately = (path: string) => send(path, true);

const send = (path: string, isPrivate: boolean): Promise<{ id: string; url: string }> =>
  withSession(async () => {
    const picture = new AV.File('picture.jpg', { blob: { uri: path } });
    if (isPrivate) picture.metaData('private', true);
    const file = await picture.save();
    if (!file.id) throw new Failure('fault', '');
    return { id: file.id, url: file.url() };
  });

/** The cloud may name its files without a host; WeChat shows only whole addresses. */
export const fileUrl = (url: string): string => (url.startsWith('/') ? server + url : url);
