import type { FastifyBaseLogger } from 'fastify';
import type { Chores } from '../../cloud/chores';
import type { Call } from '../../types';
import type { Role } from '../../types/org';
import { personas } from '../../types/session';
import { testClock } from './clock';
import { OPENING } from './engine';
import { APP_HEADERS, openTown, type Town } from './town';
import { openStandIn, type Push, type StandIn } from './wechat';

/** Somebody who came by WeChat. */
export interface Visitor {
  id: string;
  token: string;
  call: Call;
  openid: string;
}

/** A town whose cloud speaks with WeChat's stand-in, on the same clock. The demo city's people have a WeChat, too. */
export interface WechatTown extends Town {
  standIn: StandIn;
  /** Signs somebody in by a code of WeChat's, with a home and roles if wanted. */
  visitor(openid: string, given?: { home?: string; roles?: [Role, string][] }): Promise<Visitor>;
  person(given?: { home?: string; roles?: [Role, string][] }): Promise<Visitor>;
  /** Does a chore once, as the cloud does by itself. */
  run(...names: (keyof Chores)[]): Promise<void>;
  /** Hands over a push as WeChat does. @returns the status and the text of the answer */
  hear(push: Push): Promise<{ status: number; text: string }>;
}

export const SEAL_KEY = 'ab'.repeat(32);

export async function openWechatTown(
  settings: Record<string, string> = {},
  logger?: FastifyBaseLogger,
): Promise<WechatTown> {
  const clock = testClock(OPENING);
  const standIn = await openStandIn({
    clock,
    templates: { 'tmpl-reply': ['thing1', 'thing2', 'time3'], 'tmpl-pick-up': ['thing1', 'thing2', 'thing3'] },
  });
  const own = { PUBLIC_URL: 'https://jiamenkou.test', SEAL_KEY };
  const town = await openTown({ ...own, ...standIn.settings, ...settings }, clock, logger);
  for (const persona of personas) {
    const openid = `openid-of-${persona}`;
    const { id } = await town.db
      .selectFrom('person')
      .select('id')
      .where('persona', '=', persona)
      .executeTakeFirstOrThrow();
    await town.db.insertInto('identity').values({ provider: 'weapp', subject: openid, person_id: id }).execute();
    standIn.visit(openid);
  }

  const visitor: WechatTown['visitor'] = async (openid, { home, roles = [] } = {}) => {
    const response = await town.app.inject({
      method: 'POST',
      url: '/1.1/users',
      headers: APP_HEADERS,
      payload: { authData: { lc_weapp: { code: standIn.code(openid) } } },
    });
    const { objectId: id, sessionToken: token } = response.json<{ objectId: string; sessionToken: string }>();
    if (!token) throw new Error(`${openid} could not sign in: ${response.payload}`);
    if (home) await town.db.updateTable('person').set({ home_code: home }).where('id', '=', id).execute();
    for (const [role, node_code] of roles)
      await town.db
        .insertInto('role_grant')
        .values({ person_id: id, role, node_code, granted_at: clock.now() })
        .execute();
    return { id, token, openid, call: town.as({ token }) };
  };

  let people = 0;
  return {
    ...town,
    standIn,
    visitor,
    person: (given) => visitor(`openid-${++people}`, given),
    async run(...names) {
      for (const name of names) await town.app.chores[name]?.work(() => true);
    },
    async hear({ query, body }) {
      const { statusCode, payload } = await town.app.inject({
        method: 'POST',
        url: '/wechat/push',
        query,
        payload: body,
      });
      return { status: statusCode, text: payload };
    },
    async close() {
      // A town that met a fault says so, and an open stand-in would keep the run from ending.
      await standIn.close();
      await town.close();
    },
  };
}
