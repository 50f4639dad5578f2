import { addDays, shanghaiDay } from '../cloud/kit/clock';
import { lifecycle, type Standing, type Step } from '../cloud/merchants/rules';
import type { MerchantFile } from '../types/shops';
import { repeatable } from './kit/chance';
import { agreementOf, haircut, openShop, signerOf, tokenOf } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

/**
 * A walk over the life of shops: their community and their keeper do something at random, often what is not allowed, and days
 * pass, while a small model says what must come of it. After each step the badge, the directory, the history and the versions of
 * the list are held against it.
 */
const STEPS = 220;

interface Known {
  id: string;
  standing: Standing;
  /** Every day of every agreement. */
  days: [first: string, last: string][];
  reason: string | null;
  /** The badges it had, the one in force last. */
  tokens: string[];
  /** What was done, the newest first, as its history told. */
  steps: MerchantFile['steps'];
  /** The public versions of its list, as they were when they came out. */
  lists: Map<number, string>;
}

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await town.db.updateTable('merchant').set({ standing: 'revoked' }).where('standing', '=', 'signed').execute();
});
afterAll(() => town.close());

test(
  `whatever a community and shops do in ${STEPS} steps, a badge is good only while an agreement covers the day, and what happened stays`,
  () => repeatable(walk),
  240_000,
);

async function walk(next: () => number): Promise<void> {
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const signer = await signerOf(town);
  const keeper = await town.person({ home: JIANGPAN });
  // A walk may take more than a year, and nobody is to sign in again.
  await town.db
    .updateTable('session')
    .set({ expires_at: new Date('2040-01-01T00:00:00.000Z') })
    .execute();
  const shops: Known[] = [];
  const today = () => shanghaiDay(town.clock.now());
  const covers = ({ days }: Known) => days.some(([first, last]) => first <= today() && today() <= last);
  const isGood = (known: Known) => known.standing === 'signed' && covers(known);

  const step = async (known: Known, act: Step, call: Promise<{ file: MerchantFile }>, reason: string | null = null) => {
    const standing = lifecycle[known.standing][act];
    const isRepeated =
      { decline: 'declined', suspend: 'suspended', resume: 'signed', revoke: 'revoked' }[act as 'decline'] ===
      known.standing;
    if (!standing && !isRepeated) return expect([act, await refusalOf(call)]).toEqual([act, 'merchant.step']);
    const { file } = await call;
    if (!standing) return expect(file.steps).toEqual(known.steps);
    known.standing = standing;
    if (act !== 'renew') known.reason = act === 'resume' || act === 'sign' ? null : reason;
    grow(known, file, act);
  };
  /** History only grows, and by what was done. */
  const grow = (known: Known, file: MerchantFile, act: string) => {
    expect(file.steps.slice(1)).toEqual(known.steps);
    expect(file.steps[0]?.act).toBe(act);
    known.steps = file.steps;
  };

  const acts: Record<string, () => Promise<void>> = {
    async apply() {
      if (shops.length >= 12 || shops.filter(({ standing }) => ['applied', 'declined'].includes(standing)).length >= 5)
        return;
      const file = await openShop(town, { keeper, agreement: null });
      shops.push({
        id: file.merchant.id,
        standing: 'applied',
        days: [],
        reason: null,
        tokens: [],
        steps: file.steps,
        lists: new Map(),
      });
    },
    async sign() {
      const known = pick(shops);
      const firstDay = addDays(today(), below(40) - 20);
      const lastDay = addDays(today(), below(60));
      const given = { firstDay, lastDay: lastDay < firstDay ? firstDay : lastDay, consentNeeded: below(2) === 0 };
      const before = known.standing;
      const signed = signer.call.merchants.sign(await agreementOf(town, known.id, given));
      await step(known, 'sign', signed);
      if (before !== 'applied') return;
      known.days.push([given.firstDay, given.lastDay]);
      known.tokens.push(tokenOf((await signed).file));
    },
    async renew() {
      const known = pick(shops);
      const input = {
        clientId: clientId(),
        merchantId: known.id,
        lastDay: addDays(today(), 1 + below(200)),
        promises: '照旧',
      };
      const call = signer.call.merchants.renew(input);
      if (known.standing !== 'signed') return step(known, 'renew', call);
      const last = known.days.at(-1)![1];
      const firstDay = last < today() ? today() : addDays(last, 1);
      if (input.lastDay < firstDay) return expect(await refusalOf(call)).toBe('merchant.agreementPast');
      await step(known, 'renew', call);
      known.days.push([firstDay, input.lastDay]);
      expect((await call).file.agreements).toHaveLength(known.days.length);
    },
    async because() {
      const known = pick(shops);
      const act = pick(['decline', 'suspend', 'suspend', 'resume', 'resume', 'revoke'] as const);
      // Else all of them are revoked soon.
      if (act === 'revoke' && below(3)) return;
      const reason = `原因 ${below(1_000)}`;
      await step(known, act, signer.call.merchants[act]({ merchantId: known.id, reason }), reason);
    },
    async reissue() {
      const known = pick(shops);
      const call = signer.call.merchants.reissue({ clientId: clientId(), merchantId: known.id, reason: '丢了' });
      if (known.standing !== 'signed' && known.standing !== 'suspended')
        return expect(await refusalOf(call)).toBe('merchant.step');
      const { file } = await call;
      grow(known, file, 'reissue');
      known.tokens.push(tokenOf(file));
    },
    async list() {
      const known = pick(shops);
      const items = [{ ...haircut, fen: below(10_000) }];
      const call = keeper.call.merchants.updateServices({ clientId: clientId(), merchantId: known.id, items });
      if (known.standing === 'revoked') return expect(await refusalOf(call)).toBe('merchant.step');
      grow(known, (await call).file, 'services');
    },
    async settle() {
      const known = pick(shops);
      const { waiting } = (await signer.call.merchants.file({ merchantId: known.id })).file;
      if (!waiting) return;
      const agree = below(2) === 0;
      const call = signer.call.merchants.settleServices({
        merchantId: known.id,
        version: waiting.version,
        agree,
        reason: '看过',
      });
      if (known.standing !== 'signed' && known.standing !== 'suspended')
        return expect(await refusalOf(call)).toBe('merchant.step');
      grow(known, (await call).file, agree ? 'consent' : 'noConsent');
    },
    async trespass() {
      const known = pick(shops);
      expect(await refusalOf(keeper.call.merchants.sign(await agreementOf(town, known.id)))).toBe('role.missing');
      expect(await refusalOf(keeper.call.merchants.resume({ merchantId: known.id, reason: '我' }))).toBe(
        'role.missing',
      );
    },
    async wait() {
      town.clock.advance(pick([1, 1, 5, 20]) * 86_400_000);
    },
  };

  async function check(): Promise<void> {
    const { merchants } = await town.as(null).merchants.list({ communityCode: JIANGPAN, limit: 50 });
    const good = shops.filter(isGood).map(({ id }) => id);
    expect(merchants.map(({ id }) => id)).toEqual(good.reverse());
    const known = pick(shops);
    for (const [i, token] of known.tokens.entries()) {
      const badge = await town.as(null).merchants.verify({ token });
      const isLast = i === known.tokens.length - 1;
      expect(badge.valid).toBe(isLast && isGood(known));
      if (!isLast) expect(badge.state).toBe('replaced');
      else if (known.standing !== 'signed')
        expect([badge.state, badge.merchant?.reason]).toEqual([known.standing, known.reason]);
      if (badge.valid)
        expect([badge.agreement!.firstDay <= today(), today() <= badge.agreement!.lastDay]).toEqual([true, true]);
    }
    if (known.tokens.length === 0) return;
    const { versions } = await town.as(null).merchants.serviceVersions({ merchantId: known.id });
    const told = new Map(versions.map((list) => [list.version, JSON.stringify(list)]));
    for (const [version, list] of known.lists) expect([version, told.get(version)]).toEqual([version, list]);
    known.lists = told;
  }

  await acts.apply?.();
  const lots = [...Object.keys(acts), 'sign', 'sign', 'renew', 'because', 'list', 'wait'];
  for (let at = 1; at <= STEPS; at++) {
    await acts[pick(lots)]?.();
    await check();
  }
  expect(shops.some(({ tokens }) => tokens.length > 0)).toBe(true);
}
