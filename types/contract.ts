import type { GenericSchema, InferInput, InferOutput } from 'valibot';
import type { Role } from './org';

/**
 * Who may call a procedure.
 * - `anyone`: no session is needed (a card must open for a newcomer).
 * - `resident`: any signed-in person, staff included.
 * - `holder`: a signed-in person with a ticket of their own. The procedure checks the session itself, together with the
 *   ticket and in the very statement that counts it, so that a rush asks the database once and not twice.
 * - `{ roles, at }`: somebody who holds one of the roles at the place, or at a node above it. `at` says where the
 *   place is found: `node` is the input's own `communityCode` or `nodeCode`, `notice` is the owner of its `noticeId`,
 *   `merchant` the community of its `merchantId`, `report` that of its `reportId`, `campaign` the node that its `campaignId` was made for. With `keeper` whoever keeps that shop, or raised
 *   that report, may, too.
 */
export type Who =
  'anyone' | 'resident' | 'holder' | { readonly roles: readonly Role[]; readonly at: At; readonly keeper?: true };
export type At = 'node' | 'notice' | 'merchant' | 'report' | 'campaign';

/**
 * What a call does to the data, which decides how the cloud runs it.
 * - `query`: reads only; may be repeated freely.
 * - `command`: one transaction; with a `clientId` in its input a repetition returns the first answer; what staff or a
 *   shop's keeper do leaves a line in the audit log.
 * - `tally`: joins the next batch of counted events (opens and read credits), see `cloud/credit`.
 * - `errand`: asks somebody outside first, WeChat, the printer or a thread that reads a file, and then keeps what came of it: no
 *   transaction stays open meanwhile. Repeating one asks again. What is kept as a command keeps it (`keep` in `cloud/kit/serve.ts`) is
 *   kept once for a `clientId`, and leaves a command's line in the audit log.
 */
export type Does = 'query' | 'command' | 'tally' | 'errand';

export interface Procedure<
  I extends GenericSchema = GenericSchema,
  O extends GenericSchema = GenericSchema,
  W extends Who = Who,
  D extends Does = Does,
> {
  readonly does: D;
  readonly who: W;
  readonly input: I;
  readonly output: O;
  /** A command that changes who its caller is: home, roles, session. What was kept about them is forgotten. */
  readonly changesCaller?: boolean;
  /** A resident's command that leaves a line in the audit log all the same, at the place that its input or its answer names. */
  readonly audited?: (input: never, output: never) => string;
  /** A command of staff or a keeper that changes nothing which is kept for everyone: no cache has to hear of it. */
  readonly quiet?: boolean;
  /** Picks out what the caller wrote for others to read: it is checked before anything is done, see `cloud/safety`. */
  readonly texts?: (input: never) => readonly (string | undefined)[];
  /** Fields of the input that the audit log leaves out, because they tell who a person is. */
  readonly unlogged?: readonly string[];
  /** A query whose answer is the same for everyone who asks it: the cloud may keep it for a second. */
  readonly shared?: boolean;
}

const procedure =
  <D extends Does>(does: D) =>
  <I extends GenericSchema, O extends GenericSchema, const W extends Who>(promised: {
    who: W;
    input: I;
    output: O;
    shared?: boolean;
    changesCaller?: boolean;
    quiet?: boolean;
    unlogged?: readonly string[];
    audited?: (input: InferOutput<I>, output: InferOutput<O>) => string;
    texts?: (input: InferOutput<I>) => readonly (string | undefined)[];
  }): Procedure<I, O, W, D> => ({ does, ...promised });

export const query = procedure('query');
export const command = procedure('command');
export const tally = procedure('tally');
export const errand = procedure('errand');

/** What a client sends. */
export type Input<P extends Procedure> = InferInput<P['input']>;
/** What the cloud works with, after validation has trimmed and defaulted it. */
export type Valid<P extends Procedure> = InferOutput<P['input']>;
/** What comes back. */
export type Output<P extends Procedure> = InferOutput<P['output']>;

/** A contract as a client calls it: `call.notices.open({ noticeId })`. */
export type Call<C extends Record<string, Record<string, Procedure>>> = {
  readonly [F in keyof C]: {
    readonly [V in keyof C[F]]: (input: Input<C[F][V]>) => Promise<Output<C[F][V]>>;
  };
};
