import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../cloud/kit/clock';
import { closeUserData } from './crypt';
import { No, type Route } from './door';

const CODE_MS = 300_000;
const VISIT_MS = 7_200_000;

/** Who uses the mini-program: codes for signing in and for phone numbers, session keys, and visits. */
export function createPeople(app: { appId: string; clock: Clock; checkSecret(appid: unknown, secret: unknown): void }) {
  const now = (): number => app.clock.now().getTime();
  const keys = new Map<string, string>();
  const visits = new Map<string, number>();
  const phones = new Map<string, string>();
  const logins = createCodes(now);
  const phoneCodes = createCodes(now);

  const login: Route = ({ query }) => {
    app.checkSecret(query.appid, query.secret);
    if (query.grant_type !== 'authorization_code') throw new No(40002, 'invalid grant_type');
    const openid = logins.take(query.js_code);
    const session_key = randomBytes(16).toString('base64');
    keys.set(openid, session_key);
    visits.set(openid, now());
    return { session_key, openid };
  };

  const phone: Route = ({ body }) => {
    const number = phones.get(phoneCodes.take(body.code)) ?? '';
    const watermark = { timestamp: Math.floor(now() / 1_000), appid: app.appId };
    const phone_info = { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark };
    return { errcode: 0, errmsg: 'ok', phone_info };
  };

  const keyOf = (openid: string): string => keys.get(openid) ?? '';

  return {
    routes: { login, phone },
    code(openid: string): string {
      if (!visits.has(openid)) visits.set(openid, 0);
      return logins.make(openid);
    },
    phoneCode(openid: string, number: string): string {
      phones.set(openid, number);
      return phoneCodes.make(openid);
    },
    visit: (openid: string): void => void visits.set(openid, now()),
    keyOf,
    userData(openid: string, data: object, appId = app.appId) {
      const watermark = { timestamp: Math.floor(now() / 1_000), appid: appId };
      return closeUserData(keyOf(openid), { ...data, watermark });
    },
    checkKnown(openid: unknown): void {
      if (!visits.has(String(openid))) throw new No(40003, 'invalid openid');
    },
    checkVisited(openid: unknown): void {
      const visited = visits.get(String(openid));
      if (visited === undefined) throw new No(40003, 'invalid openid');
      if (now() - visited > VISIT_MS) throw new No(61010, 'code is expired');
    },
  };
}

/** Codes that are good once, for five minutes. */
function createCodes(now: () => number) {
  const codes = new Map<string, { openid: string; until: number; isUsed: boolean }>();
  return {
    make(openid: string): string {
      const code = randomBytes(16).toString('hex');
      codes.set(code, { openid, until: now() + CODE_MS, isUsed: false });
      return code;
    },
    take(given: unknown): string {
      const code = codes.get(String(given));
      if (!code || now() >= code.until) throw new No(40029, 'invalid code');
      if (code.isUsed) throw new No(40163, 'code been used');
      code.isUsed = true;
      return code.openid;
    },
  };
}
