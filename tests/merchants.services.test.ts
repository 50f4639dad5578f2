import { haircut, openShop, signerOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, refusalOf } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let signer: Visitor;
let keeper: Visitor;
beforeAll(async () => {
  town = await openWechatTown();
  town.standIn.judge('违规', 'risky');
  town.standIn.judge('拿不准', 'review');
  signer = (await signerOf(town)) as Visitor;
  keeper = await town.person({ home: JIANGPAN });
});
afterAll(() => town.close());
beforeEach(() => [signer.openid, keeper.openid].forEach(town.standIn.visit));

const opened = async (agreement: object = {}) =>
  (await openShop(town, { keeper, facts: { services: [haircut] }, agreement })).merchant.id;
const item = (name: string) => ({ ...haircut, name });
const update = async (who: Somebody, merchantId: string, ...names: string[]) =>
  (await who.call.merchants.updateServices({ clientId: clientId(), merchantId, items: names.map(item) })).file;
const publicNames = async (merchantId: string) =>
  (await town.as(null).merchants.show({ merchantId })).services?.items.map(({ name }) => name);
const settle = (who: Somebody, merchantId: string, version: number, agree: boolean, reason?: string) =>
  who.call.merchants.settleServices({ merchantId, version, agree, ...(reason && { reason }) });
const finds = async (q: string, merchantId: string) =>
  (await town.as(null).merchants.list({ communityCode: JIANGPAN, q })).merchants.some(({ id }) => id === merchantId);

describe('a service list', () => {
  test('that its keeper changes is public at once, found by its words, and the versions before stay as they were', async () => {
    const id = await opened();
    const { versions: first } = await town.as(null).merchants.serviceVersions({ merchantId: id });
    const file = await update(keeper, id, '上门修鞋', '换拉链');
    expect(file).toMatchObject({ services: { version: 2 }, waiting: null, steps: [{ act: 'services' }, {}, {}] });
    expect(await publicNames(id)).toEqual(['上门修鞋', '换拉链']);
    expect([await finds('拉链', id), await finds('老人理发', id)]).toEqual([true, false]);
    const { versions } = await town.as(null).merchants.serviceVersions({ merchantId: id });
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions.slice(1)).toEqual(first);
    const lines = await town.db
      .selectFrom('audit')
      .selectAll()
      .where('person_id', '=', keeper.id)
      .orderBy('id')
      .execute();
    expect(lines.at(-1)).toMatchObject({ procedure: 'merchants.updateServices', node_code: JIANGPAN });
  });

  test('waits for the community’s consent where the agreement asks for it, and only there', async () => {
    const id = await opened({ consentNeeded: true });
    const file = await update(keeper, id, '换拉链');
    expect(file).toMatchObject({ services: { version: 1 }, waiting: { version: 2 } });
    expect(await publicNames(id)).toEqual(['老人理发']);
    expect(await finds('拉链', id)).toBe(false);
    expect((await town.as(null).merchants.serviceVersions({ merchantId: id })).versions).toHaveLength(1);
    expect(await refusalOf(settle(keeper, id, 2, true))).toBe('role.missing');
    const { file: settled } = await settle(signer, id, 2, true);
    expect(settled).toMatchObject({ services: { version: 2 }, waiting: null });
    expect((await settle(signer, id, 2, true)).file).toEqual(settled);
    expect(await finds('拉链', id)).toBe(true);
    // Whoever signs for the community needs nobody's consent.
    expect((await update(signer, id, '修伞')).waiting).toBeNull();
  });

  test('that is not consented to is told why, and never public', async () => {
    const id = await opened({ consentNeeded: true });
    await update(keeper, id, '换拉链');
    expect(await refusalOf(settle(signer, id, 2, false))).toBe('input.invalid');
    const { file } = await settle(signer, id, 2, false, '价格没写清楚');
    expect(file).toMatchObject({ waiting: null, steps: [{ act: 'noConsent', reason: '价格没写清楚' }, {}, {}, {}] });
    expect((await settle(signer, id, 2, false, '再说一次')).file).toEqual(file);
    expect(await refusalOf(settle(signer, id, 2, true))).toBe('merchant.listMoved');
    expect(await publicNames(id)).toEqual(['老人理发']);
  });

  test('that was changed again meanwhile is not settled by its old number', async () => {
    const id = await opened({ consentNeeded: true });
    await update(keeper, id, '换拉链');
    await update(keeper, id, '修伞');
    expect(await refusalOf(settle(signer, id, 2, true))).toBe('merchant.listMoved');
    await settle(signer, id, 3, true);
    expect(
      (await town.as(null).merchants.serviceVersions({ merchantId: id })).versions.map(({ version }) => version),
    ).toEqual([3, 1]);
  });

  test('with words that WeChat refuses is refused, and nothing is written', async () => {
    const id = await opened();
    expect(await refusalOf(update(keeper, id, '违规服务'))).toBe('content.risky');
    expect(await publicNames(id)).toEqual(['老人理发']);
  });

  test.each([
    ['WeChat is not sure of', '拿不准的服务', 0],
    ['WeChat could not be asked about', '换拉链', 2],
  ])('with words that %s waits for a person who did not write it', async (_, name, failures) => {
    const id = await opened();
    if (failures) town.standIn.fail('checkText', { reset: 'before', times: failures });
    const file = await update(signer, id, name);
    expect(file).toMatchObject({ services: { version: 1 }, waiting: { version: 2 } });
    expect(await refusalOf(settle(signer, id, 2, true))).toBe('content.secondPerson');
    const second = await town.person({ roles: [['secretary', JIANGPAN]] });
    await settle(second, id, 2, true);
    expect(await publicNames(id)).toEqual([name]);
  });

  test('of one’s own is not consented to by somebody who works for the community', async () => {
    const secretary = await town.person({ home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
    const id = (await openShop(town, { keeper: secretary, agreement: { consentNeeded: true } })).merchant.id;
    const file = await update(secretary, id, '换拉链');
    expect([file.waiting?.version, file.may.includes('settleServices')]).toEqual([1, false]);
    expect(await refusalOf(settle(secretary, id, 1, true))).toBe('merchant.own');
  });

  test('of another’s shop, or of one that was revoked, is not changed', async () => {
    const other = await town.person();
    await openShop(town, { keeper: other });
    const id = await opened({ consentNeeded: true });
    expect(await refusalOf(update(other, id, '换拉链'))).toBe('role.missing');
    await update(keeper, id, '换拉链');
    await signer.call.merchants.revoke({ merchantId: id, reason: '关门' });
    expect(await refusalOf(update(keeper, id, '修伞'))).toBe('merchant.step');
    expect(await refusalOf(settle(signer, id, 2, true))).toBe('merchant.step');
    expect((await signer.call.merchants.file({ merchantId: id })).file.may).toEqual([]);
  });

  test('of a shop that waits for its agreement is public when it is signed, and not settled before', async () => {
    const file = await openShop(town, { keeper, facts: { services: [haircut] }, agreement: null });
    const { id } = file.merchant;
    const { may, waiting } = (await signer.call.merchants.file({ merchantId: id })).file;
    expect([waiting?.version, may.includes('settleServices')]).toEqual([1, false]);
    expect(await refusalOf(settle(signer, id, 1, true))).toBe('merchant.step');
    await signer.call.merchants.decline({ merchantId: id, reason: '缺证照' });
    expect((await update(keeper, id, '换拉链')).waiting?.version).toBe(2);
  });

  test('twice by the same act is one version; more than thirty items are refused', async () => {
    const id = await opened();
    const input = { clientId: clientId(), merchantId: id, items: [item('修伞')] };
    const { file } = await keeper.call.merchants.updateServices(input);
    expect((await keeper.call.merchants.updateServices(input)).file).toEqual(file);
    const many = Array.from({ length: 31 }, (_, n) => `服务 ${n}`);
    expect(await refusalOf(update(keeper, id, ...many))).toBe('input.invalid');
    expect(await update(keeper, id)).toMatchObject({ services: { version: 3, items: [] } });
  });
});
