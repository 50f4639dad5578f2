/**
 * What is known after WeChat did not do as asked:
 * - `refused`: it answered with an errcode, and certainly did nothing;
 * - `unreached`: the call certainly never arrived;
 * - `unknown`: the call went out and nothing readable came back. It may have been done.
 */
export type Kind = 'refused' | 'unreached' | 'unknown';

const words: Record<Kind, string> = {
  refused: 'WeChat refused',
  unreached: 'WeChat was not reached for',
  unknown: 'Nobody knows what became of',
};

/**
 * Says nothing that a log must not keep: `endpoint` is a path without its query, and `detail` is in words of ours. It has
 * no cause, because the errors below it know addresses and contents.
 */
export class WechatError extends Error {
  override readonly name = 'WechatError';

  constructor(
    readonly kind: Kind,
    readonly endpoint: string,
    detail: string,
    readonly errcode: number | null = null,
  ) {
    super(`${words[kind]} ${endpoint}: ${detail}`);
  }
}
