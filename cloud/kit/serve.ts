import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { contract, type At, type Contract, type Output, type Procedure, type Valid, type Who } from '../../types';
import { createCache } from './cache';
import type { Changes } from './changes';
import type { Clock } from './clock';
import { commit } from './commit';
import type { Db } from './database';
import { refuse } from './refuse';
import type { Visitor } from './visitor';
import { words } from './words';
import type { Role } from '../../types/org';

/** A signed-in person, as the session says and never as the input says. */
export interface Actor {
  id: string;
  home: string | null;
  grants: readonly { role: Role; code: string }[];
}

/** What a handler may use besides its input. In a command `db` is the transaction that all of it happens in. */
export interface Context<W extends Who = Who> {
  actor: W extends 'anyone' ? Actor | null : W extends 'holder' ? null : Actor;
  db: Db;
  now: Date;
  /** Scheme and host the caller reached us by, for addresses that leave the system. */
  origin: string;
  /** See `Caller`. */
  visitor(): Visitor;
  /** The caller's session token, for those who check or end a session themselves. */
  token: W extends 'holder' ? string : string | undefined;
  /** What the content check said of the texts that this call brings; never `risky`, which is refused before. */
  checked: Checked;
}

/** `pass`: may be shown; `review`: a person has to look; `unchecked`: nobody could be asked. */
export type Checked = 'pass' | 'review' | 'unchecked';

/** What an errand has besides: what it asked for, it may keep as a command does. */
export interface Errand {
  /** Runs in one transaction, once for a `clientId`, and leaves the line in the audit log that a command would. */
  keep<T>(work: (tx: Db) => Promise<T>): Promise<T>;
}

export type Handler<P> =
  P extends Procedure<infer _I, infer _O, infer W, infer D>
    ? (input: Valid<P>, context: D extends 'errand' ? Context<W> & Errand : Context<W>) => Promise<Output<P>>
    : never;

/** What the cloud owes: a handler for every procedure. A missing one does not compile. */
export type Handlers = { [F in keyof Contract]: { [V in keyof Contract[F]]: Handler<Contract[F][V]> } };

export interface Caller {
  token: string | undefined;
  /** Tells one unknown visitor from another, for a day. It is never kept as it is. */
  visitor(): Visitor;
  origin: string;
  requestId: string;
}

/** The node a thing belongs to, and who keeps it, if anybody does. */
export interface Owned {
  code: string;
  keeper?: string | null;
}

export interface House {
  db: Db;
  clock: Clock;
  changes: Changes;
  /** What inputs are fingerprinted under, so that whoever reads the database cannot try what somebody may have written. */
  key: Buffer;
  /** Who a session token belongs to; null when nobody. */
  actorOf(token: string, now: Date): Promise<Actor | null>;
  /** Whether the roles are held at the node of that code, or above it. */
  holds(grants: Actor['grants'], roles: readonly Role[], code: string): boolean;
  /** Where a thing belongs that an input names by its id. */
  owners: Record<Exclude<At, 'node'>, (db: Db, id: string) => Promise<Owned | null>>;
  /** Asks whether somebody's texts may be shown. @throws Refusal `content.risky` */
  checkTexts(texts: readonly string[], person: string): Promise<Checked>;
}

/** An answer that is the same for everyone, as it goes out: `{"result": …}` in UTF-8. */
export interface Prebuilt {
  body: Buffer;
  etag: string;
}

/** Runs one procedure for one caller. Refusals come out as `Refusal`; anything else thrown is a bug. */
export type Serve = (name: string, input: unknown, caller: Caller) => Promise<{ result: unknown } | Prebuilt>;

/** How old a shared answer may get when counts change in a rush, or when word of a change does not arrive. */
const SHARED_MS = 1_000;
/** The answer to a longer question is not kept: nobody fills our memory by what they ask. */
const LONG = 500;

/**
 * The one way into the product: find the procedure, resolve the actor from the session, validate the input, check who
 * may, have its texts checked, run, check the output. The order of these is the order of refusals. A shared query is anyone's: no
 * session is asked for.
 */
export function createServe(house: House, handlers: Handlers): Serve {
  const procedures = new Map<string, Kept>();
  for (const [feature, verbs] of Object.entries(contract))
    for (const [verb, procedure] of Object.entries(verbs as Record<string, Procedure>))
      procedures.set(`${feature}.${verb}`, {
        procedure,
        handler: (handlers as Record<string, Record<string, AnyHandler>>)[feature]?.[verb] as AnyHandler,
      });

  const answers = createCache<Prebuilt>(SHARED_MS);
  house.changes.listen(({ content, counts }) => (content || counts) && answers.drop());

  /** What is the same for everyone asks for no session. An answer is kept under the question as it was put, so that to find it is all there is to do. */
  const forEveryone = (name: string, found: Kept, rawInput: unknown, { origin, token, visitor }: Caller) => {
    const now = house.clock.now();
    const asked = briefly(rawInput);
    return answers.get(asked && `${name} ${origin} ${asked}`, now, async () => {
      const context = { actor: null, now, origin, token, visitor, db: house.db, checked: 'pass' } as Context & Errand;
      return prebuild(await run(found, validate(found.procedure, rawInput), context));
    });
  };

  return async (name, rawInput, caller) => {
    const found = procedures.get(name) ?? refuse('wire.unknownFunction');
    const { procedure } = found;
    if (procedure.shared) return forEveryone(name, found, rawInput, caller);
    const now = house.clock.now();
    const isHolder = procedure.who === 'holder';
    const actor = isHolder || caller.token === undefined ? null : await house.actorOf(caller.token, now);
    if (procedure.who !== 'anyone' && !(isHolder ? caller.token : actor)) refuse('session.required');
    const input = validate(procedure, rawInput);
    const node = await checkRole(house, procedure, input, actor);

    const checked = procedure.texts && actor ? await checkTexts(house, procedure.texts(input as never), actor) : 'pass';
    const { origin, token, visitor } = caller;
    const record = { name, input, actor: actor as Actor, now, requestId: caller.requestId, node };
    const context: Context & Errand = {
      ...{ actor, now, origin, token, visitor, db: house.db, checked },
      keep(work) {
        return commit(house, procedure, record, work);
      },
    };
    if (procedure.does !== 'command') return { result: await run(found, input, context) };
    return { result: await context.keep((tx) => run(found, input, { ...context, db: tx })) };
  };
}

/** A question in letters; null when it is not kept, since it is long, or nested deeper than can be written down. */
function briefly(rawInput: unknown): string | null {
  try {
    const asked = JSON.stringify(rawInput);
    return asked.length > LONG ? null : asked;
  } catch {
    return null;
  }
}

function prebuild(result: unknown): Prebuilt {
  const body = Buffer.from(JSON.stringify({ result }));
  return { body, etag: `"${createHash('sha1').update(body).digest('base64url')}"` };
}

/** Before any transaction, because WeChat is asked. Texts that are not given need no check. */
const checkTexts = (house: House, texts: readonly (string | undefined)[], actor: Actor): Promise<Checked> =>
  house.checkTexts(
    texts.filter((text) => text !== undefined),
    actor.id,
  );

type AnyHandler = (input: unknown, context: Context & Errand) => Promise<unknown>;

/** A promise of the contract and what keeps it. */
interface Kept {
  procedure: Procedure;
  handler: AnyHandler;
}

const run = async ({ procedure, handler }: Kept, input: unknown, context: Context & Errand): Promise<unknown> =>
  v.parse(procedure.output, await handler(input, context));

function validate(procedure: Procedure, raw: unknown): unknown {
  // Valibot takes an array for an empty object.
  if (Array.isArray(raw)) return refuse('input.invalid');
  const parsed = v.safeParse(procedure.input, raw, { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  const fields: Record<string, string> = {};
  for (const issue of parsed.issues) {
    const path = v.getDotPath(issue) ?? '';
    // Valibot's own words are English, and quote what was sent: a person gets ours instead.
    fields[path] ??= /^\p{Script=Han}/u.test(issue.message)
      ? issue.message
      : path
        ? words.unknownField
        : words.wrongContent;
  }
  return refuse('input.invalid', fields);
}

/** @returns the node where the right was found, or null when the procedure asks for none */
async function checkRole(
  house: House,
  { who }: Procedure,
  input: unknown,
  actor: Actor | null,
): Promise<string | null> {
  if (typeof who === 'string') return null;
  const { code, keeper } = await ownerOf(house, who.at, input);
  const isKeeper = who.keeper && actor !== null && keeper === actor.id;
  if (!actor || !(isKeeper || house.holds(actor.grants, who.roles, code))) refuse('role.missing');
  return code;
}

async function ownerOf({ owners, db }: House, at: At, input: unknown): Promise<Owned> {
  const given = input as Partial<
    Record<'nodeCode' | 'communityCode' | 'noticeId' | 'merchantId' | 'reportId' | 'campaignId', string>
  >;
  if (at === 'node') return { code: given.nodeCode ?? given.communityCode ?? refuse('org.missing') };
  return (await owners[at](db, given[`${at}Id`] ?? '')) ?? refuse(`${at}.missing`);
}
