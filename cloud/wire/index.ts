import { hash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from '../../types/limits';
import { Refusal, refuse } from '../kit/refuse';
import type { Caller, Serve } from '../kit/serve';
import { visitorOf } from '../kit/visitor';
import type { AuthData, SignedIn } from '../people';

/**
 * The LeanCloud 1.1 protocol, as far as the unmodified `leancloud-storage` SDK needs it for people, functions and
 * pictures. Nothing of the product is decided here, and there is no access to objects: whatever is not named is 404.
 */
export interface Wire {
  appId: string;
  appKey: string;
  serve: Serve;
  /** Scheme and host for addresses; unset: the host that the caller named. */
  publicUrl: string | undefined;
  now(): Date;
  /** @param mustExist refuse somebody new instead of making them */
  signIn(authData: AuthData, mustExist: boolean): Promise<SignedIn>;
  /** Adds a way of signing in to somebody who is signed in. */
  link(person: string, authData: AuthData): Promise<void>;
  /** The signed-in person of a token, or null. */
  me(token: string): Promise<{ id: string; createdAt: Date } | null>;
  renew(person: string, token: string): Promise<string>;
  /** @param isPrivate whether it is for its owner alone: the SDK says so in the file's `metaData` */
  beginUpload(
    person: string,
    origin: string,
    isPrivate: boolean,
  ): Promise<{ id: string; key: string; token: string; url: string }>;
  finishUpload(token: string, bytes: Buffer): Promise<void>;
}

/** What a browser of another origin may send, as the SDK does; it need not ask again for a day, or for as long as it remembers. */
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT',
  'Access-Control-Allow-Headers': 'X-LC-Id, X-LC-Key, X-LC-Sign, X-LC-Session, X-LC-UA, X-LC-Prod, Content-Type',
  'Access-Control-Max-Age': '86400',
};

/** For answers to GET: the others are kept by nobody anyway. */
const UNKEPT = { 'Cache-Control': 'no-store' };

export async function wire(app: FastifyInstance, house: Wire): Promise<void> {
  // A browser says where its page comes from and may read whatever it is answered; WeChat says nothing, and its calls are the many.
  // Nothing below the prefix is kept by caches, so that none hands one the other's headers.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.origin === undefined) return done();
    void reply.header('Access-Control-Allow-Origin', '*');
    if (request.method !== 'OPTIONS') return done();
    void reply.code(204).headers(PREFLIGHT).send();
  });
  await app.register(uploads, house);
  await app.register(calls, house);
}

/** Everything that comes as JSON and says which app it is of. */
async function calls(app: FastifyInstance, house: Wire): Promise<void> {
  // A hook with a callback: on the hot path a promise for nothing is felt.
  app.addHook('onRequest', (request, _reply, done) =>
    isOurApp(request, house) ? done() : done(new Refusal('wire.app')),
  );

  for (const path of ['/1.1/functions/:name', '/1.1/call/:name'])
    app.post<{ Params: { name: string } }>(path, async (request, reply) => {
      const answer = await house.serve(request.params.name, request.body ?? {}, callerOf(request, house));
      if (!('body' in answer)) return answer;
      reply.header('ETag', answer.etag);
      if (request.headers['if-none-match'] === answer.etag) return reply.code(304).send();
      return reply.type('application/json; charset=utf-8').send(answer.body);
    });

  interface SignIn {
    Body: { authData?: AuthData } | null;
    Querystring: { failOnNotExist?: string };
  }
  app.post<SignIn>('/1.1/users', async (request, reply) => {
    const person = await house.signIn(authDataOf(request.body), request.query.failOnNotExist === 'true');
    return reply.code(person.isNew ? 201 : 200).send(userView(person, person.token));
  });

  app.get('/1.1/users/me', async (request, reply) => {
    const { person, token } = await signedIn(request, house);
    return reply.headers(UNKEPT).send(userView(person, token));
  });

  app.put<{ Params: { id: string } }>('/1.1/users/:id/refreshSessionToken', async (request) => {
    const { person, token } = await signedIn(request, house);
    if (person.id !== request.params.id) refuse('session.required');
    return userView(person, await house.renew(person.id, token));
  });

  app.put<{ Params: { id: string }; Body: { authData?: AuthData } | null }>(
    '/1.1/classes/_User/:id',
    async (request) => {
      const { person, token } = await signedIn(request, house);
      if (person.id !== request.params.id) refuse('session.required');
      await house.link(person.id, authDataOf(request.body));
      return userView(person, token);
    },
  );

  app.get('/1.1/date', async (_request, reply) =>
    reply.headers(UNKEPT).send({ __type: 'Date', iso: house.now().toISOString() }),
  );

  app.post<{ Body: { metaData?: { private?: unknown } | null } | null }>('/1.1/fileTokens', async (request, reply) => {
    const { person } = await signedIn(request, house);
    const { origin } = callerOf(request, house);
    const isPrivate = request.body?.metaData?.private === true;
    const { id, key, token, url } = await house.beginUpload(person.id, origin, isPrivate);
    return reply.code(201).send({
      objectId: id,
      createdAt: house.now().toISOString(),
      token,
      key,
      bucket: 'local',
      provider: 'qiniu',
      mime_type: 'image/jpeg',
      upload_url: origin + UPLOAD,
      url,
    });
  });

  // The SDK reports the end of an upload without waiting; the bytes were committed when they came.
  app.post('/1.1/fileCallback', async () => ({}));

  // Here and not only in the app's own 404, so that a browser of another origin may read it, too.
  app.all('/1.1/*', async () => refuse('wire.unknownPath'));
}

/** The one route that takes a form. It carries no X-LC headers: its one-time token speaks for it. */
async function uploads(app: FastifyInstance, house: Wire): Promise<void> {
  // One byte more than allowed, so that the limit itself can say no in words.
  await app.register(multipart, {
    limits: { fileSize: limits.pictureBytes + 1, files: 1, fields: 10, fieldSize: 10_000 },
  });

  app.post(UPLOAD, async (request) => {
    const part = request.isMultipart() ? await request.file().catch(unreadable) : undefined;
    if (!part) return refuse('wire.notJson');
    const bytes = await part.toBuffer().catch(unreadable);
    // Fields are known once the file has been read, in whatever order they were sent.
    const token = part.fields.token;
    const value = token && 'value' in token ? token.value : undefined;
    await house.finishUpload(typeof value === 'string' ? value : '', bytes);
    return {};
  });
}

const UPLOAD = '/1.1/upload';

/** Why an upload could not be read to its end: it is too large, or broken off, or was never a form. */
const unreadable = ({ code }: { code?: string }): never =>
  refuse(code === 'FST_REQ_FILE_TOO_LARGE' ? 'file.tooLarge' : 'wire.notJson');

const authDataOf = (body: { authData?: AuthData } | null | undefined): AuthData =>
  typeof body?.authData === 'object' && body.authData ? body.authData : {};

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

function callerOf(request: FastifyRequest, { publicUrl }: Wire): Caller {
  return {
    token: header(request, 'x-lc-session'),
    origin: publicUrl ?? `http://${request.host}`,
    requestId: request.id,
    visitor() {
      return visitorOf(request, publicUrl !== undefined);
    },
  };
}

async function signedIn(request: FastifyRequest, house: Wire) {
  const token = header(request, 'x-lc-session') ?? refuse('session.required');
  const person = (await house.me(token)) ?? refuse('session.required');
  return { person, token };
}

/** The id must be ours, and the key either given or proven by `md5(ts+key),ts`. The key is in every client: a mistake is caught, nobody is kept out. */
function isOurApp(request: FastifyRequest, { appId, appKey }: Wire): boolean {
  if (header(request, 'x-lc-id') !== appId) return false;
  const key = header(request, 'x-lc-key');
  if (key !== undefined) return key === appKey;
  const [mac, ts] = (header(request, 'x-lc-sign') ?? '').split(',');
  return mac === hash('md5', `${ts}${appKey}`);
}

/** `authData` comes back empty of secrets, or the SDK would keep the one-time code on the phone. */
const userView = ({ id, createdAt }: { id: string; createdAt: Date }, sessionToken: string) => ({
  objectId: id,
  username: id,
  sessionToken,
  createdAt: createdAt.toISOString(),
  updatedAt: createdAt.toISOString(),
  authData: {},
});
