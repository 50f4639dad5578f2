import type AV from 'leancloud-storage/core';
import type { Call } from '../../types';
import { Failure, NO_SESSION, toFailure } from './failure';
import { leancloud, run, server, sessionToken } from './leancloud';

/** The cloud, as pages see it: they call `call.notices.open(…)` and know of no protocol. */

type SignIn = (platform: 'demo' | 'lc_weapp', authData: Record<string, string>) => Promise<void>;
const signsIn =
  (act: (user: typeof AV.User, ...by: [AV.AuthData, string]) => Promise<unknown> | undefined): SignIn =>
  async (platform, authData) => {
    try {
      // The SDK's types know only tokens a third party made; ours are made by the cloud from what is sent here.
      await act((await leancloud()).User, authData as unknown as AV.AuthData, platform);
    } catch (thrown) {
      throw toFailure(thrown);
    }
  };

/** Sign-in as the wire knows it. Leaving is local: telling the cloud is `call.session.end`. */
export const account = {
  signIn: signsIn((user, ...by) => user.loginWithAuthData(...by)),
  /** Once more, for whoever is signed in: they stay who they are. */
  link: signsIn((user, ...by) => user.current()?.associateWithAuthData(...by)),
  leave: async (): Promise<void> => {
    await (await leancloud()).User.logOut();
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
    if ((thrown as { code?: number }).code !== NO_SESSION || sessionToken() === null) throw toFailure(thrown);
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
  whenFree(() => withSession<unknown>(() => run(name, input)));

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
    const picture = new (await leancloud()).File('picture.jpg', { blob: { uri: path } });
    if (isPrivate) picture.metaData('private', true);
    const file = await picture.save();
    if (!file.id) throw new Failure('fault', '');
    return { id: file.id, url: file.url() };
  });

/** The cloud may name its files without a host; WeChat shows only whole addresses. */
export const fileUrl = (url: string): string => (url.startsWith('/') ? server + url : url);
