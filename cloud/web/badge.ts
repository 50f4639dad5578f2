import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { text } from '../../types/fields';
import type { Badge } from '../../types/shops';
import type { Storage } from '../files';
import { createBrake } from '../kit/brake';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import { visitorOf } from '../kit/visitor';
import { say, verify, type Badges } from '../merchants';
import { badgePage, badgeThanks, findBadgePage } from './badgePage';
import { send, type LinkTo } from './notice';
import { words } from './words';

/** Where the mini-program verifies a badge, as WeChat names pages. */
const BADGE_PAGE = 'merchants/verify/index';

interface House {
  db: Db;
  now(): Date;
  badges: Badges;
  storage: Storage;
  /** Whether a proxy stands before us. */
  behindProxy: boolean;
  linkTo?: LinkTo | undefined;
}

interface OfBadge {
  Params: { token: string };
}

/** One address may write so many words in an hour, and a shop may be written about so often: enough for neighbours, and little for a machine. */
const WORDS_AN_HOUR = 5;
const WORDS_OF_SHOP = 20;
const HOUR_MS = 3_600_000;
/** Nobody's visit: programs that look at addresses before people do. */
const MACHINE = /bot|spider|crawl|preview|monitor/i;

/** `/b/<token>`: where the code of a door sticker leads, in any browser and without a script. It is never kept: a badge may end at any moment. */
export async function badgePages(app: FastifyInstance, house: House): Promise<void> {
  const { db, now, badges, storage, behindProxy, linkTo } = house;
  const written = createBrake(WORDS_AN_HOUR, HOUR_MS);
  const received = createBrake(WORDS_OF_SHOP, HOUR_MS);

  // The only form of ours; a browser without a script sends it so.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16 * 1024 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  /** Looks at a badge. Only a person who opens its page is a visit. */
  const look = (request: FastifyRequest, token: string, isVisit: boolean): Promise<Badge> =>
    verify(badges, token, {
      db,
      now: now(),
      origin: '',
      actor: null,
      ...(isVisit && { visitor: () => visitorOf(request, behindProxy) }),
    });
  const isPerson = ({ method, headers }: FastifyRequest): boolean =>
    method === 'GET' && !MACHINE.test(headers['user-agent'] ?? '');

  const show = (reply: FastifyReply, page: string, badge: Badge, status = 200): FastifyReply =>
    send(reply.header('Cache-Control', 'no-store').code(badge.state === 'unknown' ? 404 : status), page);

  app.get<OfBadge & { Querystring: { thanks?: string } }>('/b/:token', async (request, reply) => {
    const { token } = request.params;
    const isThanked = request.query.thanks !== undefined;
    const badge = await look(request, token, !isThanked && isPerson(request));
    if (isThanked && badge.merchant) return show(reply, badgeThanks(badge, token), badge);
    return show(reply, badgePage(badge, token, { hasLink: linkTo !== undefined }), badge);
  });

  app.get<OfBadge>('/b/:token/wechat', async (request, reply) => {
    const { token } = request.params;
    const badge = await look(request, token, false);
    const link =
      badge.merchant &&
      (await linkTo?.(BADGE_PAGE, `token=${token}`).catch((error: unknown) => {
        request.log.warn({ err: error }, 'WeChat gave no link');
      }));
    return link
      ? reply.header('Cache-Control', 'no-store').redirect(link, 302)
      : show(reply, findBadgePage(badge, token), badge);
  });

  app.post<OfBadge & { Body: { words?: unknown } | null }>('/b/:token/problem', async (request, reply) => {
    const { token } = request.params;
    const badge = await look(request, token, false);
    if (!badge.merchant) return show(reply, badgePage(badge, token, { hasLink: false }), badge);
    const given = request.body?.words;
    const typed = typeof given === 'string' ? given : '';
    const wanted = v.safeParse(text(words.badge.problem, 1, 500), typed);
    const { address } = visitorOf(request, behindProxy);
    const isFree = written.isFree(address, now()) && received.isFree(badge.merchant.id, now());
    if (!wanted.success || !isFree) {
      const wrong = wanted.success ? words.badge.tooMany : `${wanted.issues[0].message}。`;
      return show(reply, badgePage(badge, token, { hasLink: linkTo !== undefined, typed, wrong }), badge, 400);
    }
    written.press(address, now());
    received.press(badge.merchant.id, now());
    const { place, id } = badge.merchant;
    await say(db, { community_id: place.code, id }, { problem: true, words: wanted.output, person: null }, now());
    // Another address, so that whoever reloads the page does not say it twice.
    return reply.header('Cache-Control', 'no-store').redirect(`/b/${token}?thanks`, 303);
  });

  app.get<{ Params: { name: string } }>('/stickers/:name', async ({ params: { name } }, reply) => {
    const bytes = (/^sticker-[0-9a-f]{40}\.pdf$/.test(name) ? await storage.get(name) : null) ?? refuse('file.missing');
    return reply
      .type('application/pdf')
      .headers({ 'Content-Disposition': 'inline', 'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex' })
      .send(bytes);
  });

  // Licences and signed papers: for those who were given the address, for an hour or two.
  app.get<{ Params: { name: string } }>('/papers/:name', async ({ params: { name } }, reply) => {
    const [, id = '', until = '', mark = ''] = /^([1-9]\d{0,17})-(\d{1,9})-([\w-]{20})\.jpg$/.exec(name) ?? [];
    const stored = id && (await badges.papers.find(db, id, until, mark, now()));
    const bytes = (stored ? await storage.get(stored) : null) ?? refuse('file.missing');
    return reply
      .type('image/jpeg')
      .headers({ 'Cache-Control': 'private, max-age=3600', 'X-Content-Type-Options': 'nosniff' })
      .send(bytes);
  });
}
