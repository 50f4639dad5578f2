import { agreementOf, applicationOf, haircut, openShop, pictureOf, signerOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town, XIAOHONG } from './kit/town';

let town: Town;
let signer: Somebody;
beforeAll(async () => {
  town = await openTown();
  signer = await signerOf(town);
});
afterAll(() => town.close());

const someone = () => town.person({ home: JIANGPAN });
const apply = async (one: Somebody, given: object = {}) =>
  (await one.call.merchants.apply(applicationOf(await pictureOf(town, one.id), given))).file;
const linesOf = async (person: string) =>
  (await town.db.selectFrom('audit').selectAll().where('person_id', '=', person).orderBy('id').execute()).map(
    ({ procedure, node_code }) => `${procedure} ${node_code}`,
  );
const rows = async () => (await town.db.selectFrom('merchant').select('id').execute()).length;

describe('applying', () => {
  test('makes a shop that its keeper and its community see, and nobody else; it is in the audit log', async () => {
    const one = await someone();
    const file = await apply(one, { services: [haircut], phone: '0451-5555-0001', about: '开了二十年' });
    expect(file).toMatchObject({
      merchant: { state: 'applied', name: '老街修鞋铺', until: null, since: null, place: { code: JIANGPAN } },
      ...{ agreements: [], services: null, badge: null, kept: true, may: ['amend', 'updateServices'] },
      waiting: { version: 1, items: [haircut] },
      steps: [{ act: 'apply', reason: null }],
    });
    const merchantId = file.merchant.id;
    expect((await one.call.merchants.mine({})).merchants.map(({ id }) => id)).toEqual([merchantId]);
    expect((await signer.call.merchants.file({ merchantId })).file.waiting).toEqual(file.waiting);
    for (const call of [town.as(null), one.call, signer.call]) {
      expect(await refusalOf(call.merchants.show({ merchantId }))).toBe('merchant.missing');
      expect(await refusalOf(call.merchants.serviceVersions({ merchantId }))).toBe('merchant.missing');
    }
    expect(await refusalOf((await someone()).call.merchants.file({ merchantId }))).toBe('role.missing');
    expect(await linesOf(one.id)).toEqual([`merchants.apply ${JIANGPAN}`]);
  });

  test('twice by the same act is one shop', async () => {
    const one = await someone();
    const application = applicationOf(await pictureOf(town, one.id));
    const { file } = await one.call.merchants.apply(application);
    expect((await one.call.merchants.apply(application)).file).toEqual(file);
    expect((await one.call.merchants.mine({})).merchants).toHaveLength(1);
    expect(await linesOf(one.id)).toHaveLength(1);
  });

  test('for a sixth shop waits until one of the five is signed or revoked', async () => {
    const one = await someone();
    const files = [];
    for (let n = 0; n < 5; n++) files.push(await apply(one));
    expect(await refusalOf(apply(one))).toBe('merchant.tooMany');
    await signer.call.merchants.decline({ merchantId: files[0]!.merchant.id, reason: '缺证照' });
    expect(await refusalOf(apply(one))).toBe('merchant.tooMany');
    await signer.call.merchants.sign(await agreementOf(town, files[1]!.merchant.id));
    expect(await apply(one)).toMatchObject({ merchant: { state: 'applied' } });
  });

  test.each([
    ['without a name', { name: ' ' }, 'input.invalid'],
    ['with a name of 41 letters', { name: '鞋'.repeat(41) }, 'input.invalid'],
    ['of no kind there is', { category: 'bank' }, 'input.invalid'],
    ['with somebody else’s door', { door: '1' }, 'file.missing'],
    ['with papers that are not there', { documents: ['7'] }, 'file.missing'],
    ['with the same paper twice', { documents: ['7', '7'] }, 'input.invalid'],
    ['for a place at the pole', { location: { latitude: 89, longitude: 0 } }, 'input.invalid'],
    ['for a community that there is not', { communityCode: '999999999999' }, 'org.missing'],
    ['with a price below nothing', { services: [{ ...haircut, fen: -1 }] }, 'input.invalid'],
    ['with a price in parts of a fen', { services: [{ ...haircut, fen: 0.5 }] }, 'input.invalid'],
    ['with a service for nobody', { services: [{ ...haircut, forWhom: [] }] }, 'input.invalid'],
    ['with a service named twice', { services: [haircut, haircut] }, 'input.invalid'],
  ])('%s is refused, and nothing is written', async (_, given, refusal) => {
    const before = await rows();
    expect(await refusalOf(apply(await someone(), given))).toBe(refusal);
    expect(await rows()).toBe(before);
  });

  test('with a picture of another person is refused', async () => {
    const [one, other] = [await someone(), await someone()];
    const theirs = await pictureOf(town, other.id);
    expect(await refusalOf(one.call.merchants.apply(applicationOf(theirs)))).toBe('file.missing');
  });
});

describe('entering a shop on a visit', () => {
  test('is for a grid worker of the community, and it has no keeper', async () => {
    const worker = await town.person({ roles: [['gridworker', JIANGPAN]] });
    const application = applicationOf(await pictureOf(town, worker.id));
    const { file } = await worker.call.merchants.enter(application);
    expect(file).toMatchObject({
      kept: false,
      merchant: { state: 'applied' },
      may: ['amend', 'updateServices', 'invite'],
    });
    expect((await worker.call.merchants.enter(application)).file).toEqual(file);
    expect(await linesOf(worker.id)).toEqual([`merchants.enter ${JIANGPAN}`]);
    const elsewhere = applicationOf(await pictureOf(town, worker.id), { communityCode: XIAOHONG });
    expect(await refusalOf(worker.call.merchants.enter(elsewhere))).toBe('role.missing');
    expect(await refusalOf((await someone()).call.merchants.enter(application))).toBe('role.missing');
    expect(await refusalOf(worker.call.merchants.sign(await agreementOf(town, file.merchant.id)))).toBe('role.missing');
  });
});

describe('amending', () => {
  const amend = async (who: Somebody, merchantId: string, door: string, given: object = {}) => {
    const { communityCode: _, ...content } = applicationOf(door, given);
    return (await who.call.merchants.amend({ ...content, merchantId })).file;
  };

  test('mends an application; one that was declined is asked again by it', async () => {
    const one = await someone();
    const file = await apply(one);
    const { id, door } = file.merchant;
    expect((await amend(one, id, door!.id, { name: '新街修鞋铺' })).merchant).toMatchObject({
      name: '新街修鞋铺',
      state: 'applied',
    });
    await signer.call.merchants.decline({ merchantId: id, reason: '缺证照' });
    expect((await one.call.merchants.file({ merchantId: id })).file.merchant).toMatchObject({
      state: 'declined',
      reason: '缺证照',
    });
    const again = await amend(one, id, door!.id);
    expect(again.merchant).toMatchObject({ state: 'applied', reason: null });
    expect(again.steps.map(({ act }) => act)).toEqual(['amend', 'decline', 'amend', 'apply']);
    expect((await linesOf(one.id)).filter((line) => line === `merchants.amend ${JIANGPAN}`)).toHaveLength(2);
  });

  test('of what was signed is for staff who do not keep the shop, and is public at once', async () => {
    const secretary = await town.person({ home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
    const [file, own] = [
      await openShop(town, { keeper: await someone() }),
      await openShop(town, { keeper: secretary }),
    ];
    const merchantId = file.merchant.id;
    const { file: mended } = await secretary.call.merchants.amend({
      ...{ clientId: clientId(), merchantId, name: '老街鞋匠', category: 'repair', address: '江畔路 33 号' },
      door: file.merchant.door!.id,
    });
    expect(mended.merchant).toMatchObject({ name: '老街鞋匠', state: 'valid' });
    expect((await town.as(null).merchants.show({ merchantId })).merchant.address).toBe('江畔路 33 号');
    expect((await town.as(null).merchants.list({ communityCode: JIANGPAN, q: '鞋匠' })).merchants).toMatchObject([
      { id: merchantId },
    ]);
    expect(await refusalOf(amend(secretary, own.merchant.id, own.merchant.door!.id))).toBe('merchant.own');
    expect((await secretary.call.merchants.file({ merchantId: own.merchant.id })).file.may).not.toContain('amend');
  });

  test('of what was signed is refused to its keeper, and of another’s shop to everybody', async () => {
    const [one, other] = [await someone(), await someone()];
    const { id, door } = (await openShop(town, { keeper: one })).merchant;
    expect(await refusalOf(amend(one, id, door!.id, { name: '换个名字' }))).toBe('merchant.signedFacts');
    expect(await refusalOf(amend(other, id, door!.id))).toBe('role.missing');
    const gridworker = await town.person({ roles: [['gridworker', XIAOHONG]] });
    expect(await refusalOf(amend(gridworker, id, door!.id))).toBe('role.missing');
    await signer.call.merchants.revoke({ merchantId: id, reason: '关门' });
    expect(await refusalOf(amend(signer, id, door!.id))).toBe('merchant.step');
  });

  test('keeps pictures that others uploaded, and takes none of theirs that the shop did not have', async () => {
    const one = await someone();
    const paper = await pictureOf(town, one.id);
    const file = await apply(one, { documents: [paper] });
    const worker = await town.person({ roles: [['gridworker', JIANGPAN]] });
    const { id, door } = file.merchant;
    const mended = await amend(worker, id, door!.id, { documents: [paper, await pictureOf(town, worker.id)] });
    expect(mended.documents.map((picture) => picture.id)).toContain(paper);
    expect(mended.documents).toHaveLength(2);
    const foreign = await pictureOf(town, (await someone()).id);
    expect(await refusalOf(amend(worker, id, door!.id, { documents: [foreign] }))).toBe('file.missing');
  });
});
