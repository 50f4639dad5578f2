import { inspect } from 'node:util';
import type { WechatConfig } from '../../../cloud/kit/config';
import type { Db } from '../../../cloud/kit/database';
import { createSeal } from '../../../cloud/kit/seal';
import { createWechat, WechatError, type Wechat } from '../../../cloud/wechat';
import { testClock, type TestClock } from '../clock';
import { OPENING } from '../engine';
import { openStandIn, type StandIn } from './index';

export const OPENID = 'oResident-0123456789abcdefgh';
export const PHONE = '13812345678';
export const seal = createSeal(Buffer.alloc(32, 7));

/** A stand-in and a client of it: one process of the cloud, or as many as `another` makes. */
export interface Desk {
  standIn: StandIn;
  clock: TestClock;
  wechat: Wechat;
  another(given?: Partial<WechatConfig> & { patienceMs?: number }): Wechat;
  /** The WechatError that a call ends in. None of them may ever say what a log must not keep. */
  failureOf(call: Promise<unknown>): Promise<WechatError>;
  close(): Promise<void>;
}

/** @param standInsClock WeChat's own clock, when it goes otherwise than ours */
export async function openDesk(db: Db, standInsClock?: TestClock): Promise<Desk> {
  await db.deleteFrom('wechat_token').execute();
  const clock = testClock(OPENING);
  const standIn = await openStandIn({ clock: standInsClock ?? clock });
  const another: Desk['another'] = ({ patienceMs = 20_000, ...config } = {}) =>
    createWechat({ config: { ...standIn.config, ...config }, db, clock, seal, patienceMs });
  const tokens = new Set<string>();

  return {
    standIn,
    clock,
    wechat: another(),
    another,
    async failureOf(call) {
      tokens.add(standIn.token());
      const error: unknown = await call.then(
        () => new Error('Expected a failure.'),
        (failure: unknown) => failure,
      );
      tokens.add(standIn.token());
      if (!(error instanceof WechatError)) throw error;
      const said = [error.message, error.stack, JSON.stringify(error), inspect(error)].join('\n');
      const { secret, push } = standIn.config;
      const codes = standIn.calls.flatMap(({ query, body }) => [query.js_code, body.code]);
      const hidden = [
        secret,
        push?.token,
        push?.key,
        OPENID,
        PHONE,
        standIn.sessionKey(OPENID),
        '?',
        ...tokens,
        ...codes,
      ];
      for (const one of hidden)
        if (typeof one === 'string' && one && said.includes(one)) throw new Error(`It says ${one}.`);
      return error;
    },
    close: standIn.close,
  };
}
