import { randomBytes } from 'node:crypto';
import { shanghaiDay, type Clock } from '../../../cloud/kit/clock';
import { No, type Route, type Said } from './door';

const LIFE_MS = 7_200_000;
const OVERLAP_MS = 300_000;
const FORCE_MS = 30_000;
const FORCES_A_DAY = 20;

/** Both of WeChat's token pools: what happens in one leaves the other alone. */
export function createTokenPools(app: { appId: string; secret: string; clock: Clock }) {
  const now = (): number => app.clock.now().getTime();
  const until = new Map<string, number>();
  let stable = '';
  let old = '';
  let forces: number[] = [];

  const make = (): string => {
    const token = `${until.size}_${randomBytes(390).toString('base64url')}`;
    until.set(token, now() + LIFE_MS);
    return token;
  };
  const left = (token: string): number => (until.get(token) ?? 0) - now();

  /** A dead token stays known here, so that normal mode can hand it out again. */
  const dead = new Set<string>();

  function checkApp({ grant_type, appid, secret }: Said): void {
    if (grant_type !== 'client_credential') throw new No(40002, 'invalid grant_type');
    checkSecret(appid, secret);
  }
  function checkSecret(appid: unknown, secret: unknown): void {
    if (appid !== app.appId) throw new No(40013, 'invalid appid');
    if (secret !== app.secret) throw new No(40125, 'invalid appsecret');
  }

  const token: Route = ({ body }) => {
    checkApp(body);
    if (body.force_refresh === true) force();
    else if (left(stable) <= OVERLAP_MS) stable = make();
    return { access_token: stable, expires_in: Math.floor(left(stable) / 1_000) };
  };

  function force(): void {
    forces = forces.filter((at) => shanghaiDay(new Date(at)) === shanghaiDay(app.clock.now()));
    if (forces.length >= FORCES_A_DAY) throw new No(45009, 'reach max api daily quota limit');
    if (now() - (forces.at(-1) ?? 0) < FORCE_MS) return;
    forces.push(now());
    dead.add(stable);
    stable = make();
  }

  const oldToken: Route = ({ query }) => {
    checkApp(query);
    // The one before it stays good for five minutes more.
    if (old) until.set(old, Math.min(until.get(old) ?? 0, now() + OVERLAP_MS));
    old = make();
    return { access_token: old, expires_in: LIFE_MS / 1_000 };
  };

  return {
    routes: { token, oldToken },
    checkSecret,
    checkToken(given: string | undefined): void {
      if (!given) throw new No(41001, 'access_token missing');
      if (dead.has(given)) throw new No(40001, 'invalid credential, access_token is invalid or not latest');
      if (!until.has(given)) throw new No(40014, 'invalid access_token');
      if (left(given) <= 0) throw new No(42001, 'access_token expired');
    },
    /** @param insists whether normal mode goes on handing the dead token out */
    kill(insists: boolean): void {
      dead.add(stable);
      if (!insists) until.delete(stable);
    },
    current: (): string => stable,
  };
}
