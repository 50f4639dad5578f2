import { join } from 'node:path';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { refusals, type RefusalDetails } from '../types/refusals';
import { createChores, type Chores } from './chores';
import { codes, createLinks } from './codes';
import { coupons } from './coupons';
import { createCredit } from './credit';
import { desk } from './desk';
import { diary } from './diary';
import { createSheets, eggs, ownerOfCampaign } from './eggs';
import { createFigureTables, figures } from './figures';
import { beginUpload, createPapers, finishUpload, pictureUrl, type Storage } from './files';
import { households } from './households';
import { createChanges, type Changes } from './kit/changes';
import type { Clock } from './kit/clock';
import type { Config } from './kit/config';
import type { Db } from './kit/database';
import { requestIds } from './kit/ids';
import { Refusal } from './kit/refuse';
import { createSeal } from './kit/seal';
import { sharedSecret } from './kit/secret';
import { createServe } from './kit/serve';
import { words } from './kit/words';
import { createTokens, merchants, ownerOfShop, type Badges } from './merchants';
import { messages } from './messages';
import { notices, ownerOfNotice } from './notices';
import { holds, org } from './org';
import { createSessions, linkWechat, renewSession, session, signIn } from './people';
import { printStickers } from './print';
import { push } from './push';
import { createTables, ownerOfReport, reports } from './reports';
import { createSafety } from './safety';
import { service } from './service';
import { shares } from './shares';
import { isPage, sendSorry, web } from './web';
import { createWechat } from './wechat';
import { wire } from './wire';

declare module 'fastify' {
  interface FastifyInstance {
    /** What the cloud does without being asked; whoever starts it runs them. */
    chores: Chores;
  }
}

export interface Parts {
  config: Config;
  db: Db;
  clock: Clock;
  /** Where other processes' changes come in; by default there are no others. */
  changes?: Changes;
  storage: Storage;
  /** The folder of the H5 build; served when it exists. */
  h5: string;
  logger?: boolean | FastifyBaseLogger;
  /** Told of every fault that is a bug of ours, besides the log. */
  onBug?(error: unknown): void;
}

/** How long a cloud with too much to do asks its callers to wait. */
const BREATH_S = 1;

/** The whole cloud over one database, not yet listening. */
export async function createApp({
  config,
  db,
  clock,
  changes = createChanges(),
  storage,
  h5,
  logger = false,
  onBug,
}: Parts): Promise<FastifyInstance> {
  const people = createSessions(db, config.demo);
  changes.listen(({ person }) => person !== undefined && people.forget(person));
  // In a quiet moment whoever looks sees the newest counts; in a rush a feed may be a second old.
  const counted = (rows: number) => rows === 1 && changes.apply({ counts: true });
  const credit = createCredit(db, await sharedSecret(db, 'read-ticket'), config, counted);
  const seal = createSeal(config.sealKey ?? (await sharedSecret(db, 'seal')));
  const wechat = config.wechat && createWechat({ config: config.wechat, db, clock, seal });
  const safety = createSafety(db, wechat, (key) => pictureUrl(config.publicUrl ?? '', key));
  const templates = config.wechat?.templates ?? {};
  const door = { db, demo: config.demo, seal, wechat };
  const badgeKey = await sharedSecret(db, 'badge');
  const papers = createPapers(badgeKey);
  const badges: Badges = {
    ...{ tokens: createTokens(badgeKey), papers, key: badgeKey, storage, print: printStickers },
    isReachable: config.demo || config.publicUrl !== undefined,
  };
  const ledgerKey = await sharedSecret(db, 'ledger');
  const tableKey = await sharedSecret(db, 'table');
  const tables = createTables(tableKey);
  const sheets = createSheets(tableKey);
  const figureTables = createFigureTables(tableKey);
  const owners = { notice: ownerOfNotice, merchant: ownerOfShop, report: ownerOfReport, campaign: ownerOfCampaign };
  const serve = createServe(
    {
      db,
      clock,
      changes,
      key: await sharedSecret(db, 'answers'),
      holds,
      owners,
      actorOf: people.of,
      checkTexts: safety.check,
    },
    {
      session: session(door),
      org,
      notices: notices(credit, changes, wechat !== undefined),
      eggs: eggs({ ledgerKey, pickUpKey: await sharedSecret(db, 'pickUp'), seal, wechat, sheets }),
      shares: shares(seal, config.wechat?.appId),
      codes: codes(wechat, storage, config.wechat?.stage),
      merchants: merchants(badges),
      coupons: coupons(await sharedSecret(db, 'coupon')),
      service: service(),
      reports: reports({ papers, seal, tables }),
      households: households(seal),
      diary: diary(papers, seal),
      figures: figures(figureTables),
      desk,
      messages: messages(templates),
    },
  );

  const inWords = (error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asRefusal(error);
    if (refusal.refusal === 'fault') {
      request.log.error({ err: error, requestId: request.id }, 'a fault of ours');
      onBug?.(error);
    }
    const [code, status, says] = refusals[refusal.refusal];
    const details: RefusalDetails = {
      refusal: refusal.refusal,
      requestId: request.id,
      ...(refusal.fields && { fields: refusal.fields }),
      ...(refusal.refusal === 'busy' && { retryAfter: BREATH_S }),
    };
    if (details.retryAfter) void reply.header('Retry-After', String(details.retryAfter));
    if (isPage(request.url)) return sendSorry(reply.code(status), request.url, says);
    return reply.code(status).send({ code, error: firstField(refusal) ?? says, details });
  };

  const app = fastify({
    // One line per fault is worth reading; one per request, or per address, is not.
    ...(typeof logger === 'object' ? { loggerInstance: logger } : { logger: logger && { level: 'warn' } }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    genReqId: requestIds(),
    // Lines name their request themselves, so that no request needs a logger of its own.
    childLoggerFactory: (logger) => logger,
    // Fastify would refuse new work on its own, in English and without a code.
    return503OnClosing: false,
    // A path that the router itself cannot read would else be answered in Fastify's English.
    frameworkErrors: (_error, request, reply) => {
      void inWords(new Refusal('wire.unknownPath'), request, reply);
    },
  });

  app.setNotFoundHandler(() => {
    throw new Refusal('wire.unknownPath');
  });
  app.setErrorHandler(inWords);
  let isClosing = false;
  app.addHook('preClose', async () => void (isClosing = true));
  app.addHook('onRequest', (_request, reply, done) => {
    if (!isClosing) return done();
    void reply.header('Connection', 'close');
    done(new Refusal('busy'));
  });

  // The SDK sends no body at all for a call without parameters, and some of its builds say text/plain to spare a preflight.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', 'text/plain'], { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, {}) : parseJson(request, String(body), done),
  );

  await app.register(wire, {
    appId: config.appId,
    appKey: config.appKey,
    publicUrl: config.publicUrl,
    serve,
    now: () => clock.now(),
    signIn: (authData, mustExist) => signIn(door, authData, clock.now(), mustExist),
    link: (person, authData) => linkWechat(door, person, authData, clock.now()),
    me: (token) => people.of(token, clock.now()),
    renew: async (person, token) => {
      const renewed = await renewSession(db, person, token, clock.now());
      changes.apply({ person });
      return renewed;
    },
    beginUpload: async (person, origin, isPrivate) => {
      const upload = await beginUpload(db, person, isPrivate, clock.now());
      const paper = { ...upload, width: 0, height: 0 };
      return {
        ...upload,
        url: isPrivate ? papers.view(origin, paper, clock.now()).url : pictureUrl(origin, upload.key),
      };
    },
    finishUpload: (token, bytes) =>
      finishUpload(db, storage, { token, bytes, toCheck: wechat !== undefined }, clock.now()),
  });
  if (config.wechat) await app.register(push, { db, clock, seal, changes, wechat: config.wechat });
  app.decorate('chores', createChores({ db, clock, changes, storage, wechat, safety, templates, ledgerKey, seal }));
  await app.register(web, {
    db,
    changes,
    storage,
    h5,
    now: () => clock.now(),
    publicUrl: config.publicUrl,
    wechatAppId: config.wechat?.appId,
    proofs: join(config.dataDir, 'verify'),
    badges,
    tables,
    sheets,
    figureTables,
    linkTo: wechat && createLinks(db, wechat, clock),
    ready: async () => {
      await db.selectFrom('secret').select('name').limit(1).execute();
    },
  });
  return app;
}

/** A person who left one field wrong reads about that field. */
function firstField({ fields }: Refusal): string | undefined {
  const [only, ...more] = Object.values(fields ?? {});
  return only && more.length === 0 ? words.sentence(only) : undefined;
}

/** Fastify's own complaints about a request, as refusals; whatever else is not a refusal is a fault of ours. */
function asRefusal(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error;
  if (error.statusCode === 413) return new Refusal('wire.tooLarge');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new Refusal('wire.notJson');
  return new Refusal('fault');
}
