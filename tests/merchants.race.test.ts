import { limits } from '../types/limits';
import {
  agreementOf,
  applicationOf,
  haircut,
  openShop,
  pictureOf,
  signerOf,
  tokenOf,
  type Somebody,
} from './kit/shops';
import { type CallError, clientId, JIANGPAN, openTown, type Town } from './kit/town';

const AT_ONCE = 16;

let town: Town;
let signer: Somebody;
beforeAll(async () => {
  town = await openTown();
  signer = await signerOf(town);
});
afterAll(() => town.close());

/** What came of acts that were all done at once: how many were done, and why the others were not. */
async function outcomes(act: (n: number) => Promise<unknown>, times = AT_ONCE) {
  const all = await Promise.allSettled(Array.from({ length: times }, (_, n) => act(n)));
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as CallError).refusal] : []));
  return { done: times - refused.length, refused: [...new Set(refused)].sort() };
}

test(`nobody has more than ${limits.applications} shops waiting, however many they apply for at once`, async () => {
  const one = await town.person({ home: JIANGPAN });
  const door = await pictureOf(town, one.id);
  const { done, refused } = await outcomes(() => one.call.merchants.apply(applicationOf(door)));
  expect([done, refused]).toEqual([limits.applications, ['merchant.tooMany']]);
});

test('a shop that many sign at once has one agreement and one badge', async () => {
  const shop = await openShop(town, { agreement: null });
  const { id } = shop.merchant;
  const { done, refused } = await outcomes(async () => signer.call.merchants.sign(await agreementOf(town, id)));
  expect([done, refused]).toEqual([1, ['merchant.step']]);
  const { file } = await signer.call.merchants.file({ merchantId: id });
  expect([file.agreements.length, file.steps.map(({ act }) => act)]).toEqual([1, ['sign', 'enter']]);
});

test('renewals at once follow each other without a gap, one after the other', async () => {
  const { id } = (await openShop(town)).merchant;
  const renew = () =>
    signer.call.merchants.renew({ clientId: clientId(), merchantId: id, lastDay: '2029-09-30', promises: '照旧' });
  const { done, refused } = await outcomes(renew);
  expect([done, refused]).toEqual([1, ['merchant.agreementPast']]);
  const { agreements } = (await signer.call.merchants.file({ merchantId: id })).file;
  expect(agreements.map(({ number, firstDay, lastDay }) => [number, firstDay, lastDay])).toEqual([
    [2, '2027-10-01', '2029-09-30'],
    [1, '2026-10-01', '2027-09-30'],
  ]);
});

test('lists that are written at once are versions one after the other', async () => {
  const keeper = await town.person();
  const { id } = (await openShop(town, { keeper })).merchant;
  const write = (n: number) =>
    keeper.call.merchants.updateServices({ clientId: clientId(), merchantId: id, items: [{ ...haircut, fen: n }] });
  expect((await outcomes(write)).done).toBe(AT_ONCE);
  const { versions } = await town.as(null).merchants.serviceVersions({ merchantId: id });
  expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: AT_ONCE }, (_, n) => AT_ONCE - n));
  expect(new Set(versions.map(({ items }) => items[0]?.fen)).size).toBe(AT_ONCE);
});

test('somebody who looks at a badge many times at once is one visitor', async () => {
  const shop = await openShop(town);
  const one = await town.person();
  expect((await outcomes(() => one.call.merchants.verify({ token: tokenOf(shop) }))).done).toBe(AT_ONCE);
  expect(await signer.call.merchants.visits({ merchantId: shop.merchant.id })).toMatchObject({ total: 1 });
});

test('an invitation that many take at once makes one of them the keeper', async () => {
  const { id } = (await openShop(town)).merchant;
  const { code } = await signer.call.merchants.invite({ merchantId: id });
  const people = await Promise.all(Array.from({ length: AT_ONCE }, () => town.person()));
  const { done, refused } = await outcomes((n) => people[n]!.call.merchants.keep({ code }));
  expect([done, refused]).toEqual([1, ['merchant.invite']]);
});

test('an invitation that is taken while others are made is good or void, and nothing fails', async () => {
  const { id } = (await openShop(town)).merchant;
  const people = await Promise.all(Array.from({ length: AT_ONCE }, () => town.person()));
  let code = (await signer.call.merchants.invite({ merchantId: id })).code;
  for (const one of people) {
    const [invited, kept] = await Promise.all([
      signer.call.merchants.invite({ merchantId: id }),
      outcomes(() => one.call.merchants.keep({ code }), 1),
    ]);
    expect(['', 'merchant.invite']).toContain(kept.refused.join());
    code = invited.code;
  }
});

test('a shop that is suspended, let go on and revoked at once ends revoked, and every step is in its history', async () => {
  const shop = await openShop(town);
  const { id } = shop.merchant;
  const acts = ['suspend', 'resume', 'revoke', 'suspend', 'resume'] as const;
  const { refused } = await outcomes(
    (n) => signer.call.merchants[acts[n]!]({ merchantId: id, reason: `原因 ${n}` }),
    5,
  );
  expect(refused.filter((why) => why !== 'merchant.step')).toEqual([]);
  const { file } = await signer.call.merchants.file({ merchantId: id });
  expect([file.merchant.state, file.steps[0]?.act]).toEqual(['revoked', 'revoke']);
  expect((await town.as(null).merchants.verify({ token: tokenOf(shop) })).state).toBe('revoked');
});

test('badges that are replaced at once leave one that is good', async () => {
  const { id } = (await openShop(town)).merchant;
  expect(
    (
      await outcomes(
        (n) => signer.call.merchants.reissue({ clientId: clientId(), merchantId: id, reason: `丢了 ${n}` }),
        4,
      )
    ).done,
  ).toBe(4);
  const badges = await town.db.selectFrom('badge').selectAll().where('merchant_id', '=', id).execute();
  expect([badges.length, badges.filter(({ replaced_at }) => replaced_at === null).length]).toEqual([5, 1]);
});
