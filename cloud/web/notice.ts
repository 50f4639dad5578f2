import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { id as noticeId } from '../../types/fields';
import { refuse } from '../kit/refuse';
import type { PublicNotice } from '../notices';
import { findPage, noticePage, sorryPage } from './page';
import { POLICY } from './style';
import { words } from './words';

/** A link that WeChat makes: it opens a page of the mini-program from anywhere. It may fail. */
export type LinkTo = (path: string, query: string) => Promise<string>;
export type Find = (id: string, origin: string) => Promise<PublicNotice | null>;

/** Where the mini-program shows a notice, as WeChat names pages: without a slash before it. */
export const NOTICE_PAGE = 'notices/notice/index';

const MINUTE = 'public, max-age=60';

interface House {
  find: Find;
  originOf(request: FastifyRequest): string;
  linkTo: LinkTo | undefined;
}

/** `/n/<id>`: what the newspaper's code leads to outside WeChat. Looking counts no open: crawlers look, too. */
export function noticePages(app: FastifyInstance, { find, originOf, linkTo }: House): void {
  // Pictures are named without a host: the page's policy lets in those of its own host alone.
  const shown = async (given: string) => (v.is(noticeId, given) && (await find(given, ''))) || refuse('notice.missing');

  app.get<{ Params: { id: string } }>('/n/:id', async (request, reply) => {
    const page = noticePage(await shown(request.params.id), originOf(request));
    const etag = `"${createHash('sha1').update(page).digest('base64url')}"`;
    void reply.headers({ ETag: etag, 'Cache-Control': MINUTE });
    // A proxy that compresses marks it as weak.
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    return send(reply, page);
  });

  app.get<{ Params: { id: string } }>('/n/:id/wechat', async (request, reply) => {
    const found = await shown(request.params.id);
    const link = await linkTo?.(NOTICE_PAGE, `id=${found.notice.id}`).catch((error: unknown) => {
      request.log.warn({ err: error }, 'WeChat gave no link');
    });
    void reply.header('Cache-Control', 'no-store');
    return link ? reply.redirect(link, 302) : send(reply, findPage(found));
  });
}

/** Whether people look at this address in a browser, and a no must be a page as well. */
export const isPage = (url: string): boolean =>
  /^\/([nb]|books)(?![^/?])/.test(url) && !/\.(json|js|mjs)(\?|$)/.test(url);

/** A no as a page, in words: those of a missing notice or badge, or as given. */
export function sendSorry(reply: FastifyReply, url: string, says: string): FastifyReply {
  void reply.header('Cache-Control', 'no-store');
  if (reply.statusCode !== 404) return send(reply, sorryPage(words.sorry, says));
  return send(reply, missingPage(url.split(/[/?]/)[1]));
}

function missingPage(kind = ''): string {
  const { states, meanings } = words.badge;
  if (kind === 'b') return sorryPage(states.unknown, meanings.unknown);
  if (kind === 'books') return sorryPage(words.books.missing, words.books.missingWhy);
  return sorryPage(words.missing, words.missingWhy, words.missingThen);
}

export const send = (reply: FastifyReply, page: string, policy = POLICY): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .headers({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' })
    .send(page);
