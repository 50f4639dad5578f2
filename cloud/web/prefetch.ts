import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { id as noticeId } from '../../types/fields';
import { NOTICE_PAGE, type Find } from './notice';

interface House {
  find: Find;
  originOf(request: FastifyRequest): string;
  appId: string | undefined;
}

/**
 * 数据预拉取: as the mini-program starts cold, WeChat's server asks what its first page will need, and the phone has it
 * before the page is there. Anybody can ask here, so nothing is answered but what everyone may know, and no open is
 * counted: the page counts its own.
 */
export function prefetch(app: FastifyInstance, { find, originOf, appId }: House): void {
  app.get<{ Querystring: Record<string, unknown> }>('/wechat/prefetch', async (request, reply) => {
    const { appid, path, query } = request.query;
    void reply.header('Cache-Control', 'no-store');
    const isOurs = appId === undefined || appid === appId;
    const isNotice = typeof path === 'string' && path.replace(/^\//, '') === NOTICE_PAGE;
    const id = isOurs && isNotice && typeof query === 'string' ? idIn(query) : null;
    const found = id === null ? null : await find(id, originOf(request));
    return found === null ? {} : { notice: found.notice, readers: found.readers, opens: found.opens };
  });
}

/**
 * The notice of a page's query: of a card, `id=123&card=…`; of the newspaper's link, `q=https%3A%2F%2F…%2Fn%2F123`; of a
 * mini-program code, `scene=n123.p`.
 */
function idIn(query: string): string | null {
  const asked = new URLSearchParams(query.includes('=') ? query : decoded(query));
  const id =
    asked.get('id') ??
    /\/n\/(\d+)/.exec(decoded(asked.get('q') ?? ''))?.[1] ??
    /^n(\d+)\./.exec(decoded(asked.get('scene') ?? ''))?.[1];
  return v.is(noticeId, id) ? id : null;
}

/** WeChat encodes the query once more than some of its pages say. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
