import { neighbour, raise } from './kit/reports';
import { JIANGPAN } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());

const look = () => town.app.chores.held?.work(() => true);
const offered = async () =>
  (await (await neighbour(town)).call.reports.near({ communityCode: JIANGPAN, text: '楼道的灯不亮' })).reports.length;

test('what WeChat could not be asked about is offered to neighbours once it has passed, and not before', async () => {
  town.standIn.fail('checkText', { reset: 'before', times: 4 });
  await raise(await neighbour(town), { text: '楼道的灯不亮' });
  await look();
  expect(await offered()).toBe(0);
  town.clock.advance(60_000);
  await look();
  expect(await offered()).toBe(1);
});

test('what WeChat is unsure about stays with its reporter and staff, and is asked about no more', async () => {
  town.standIn.judge('井盖响得很', 'review');
  const { id } = await raise(await neighbour(town), { text: '井盖响得很' });
  town.clock.advance(60_000);
  await look();
  const row = await town.db
    .selectFrom('report')
    .select(['doubtful', 'unchecked'])
    .where('id', '=', id)
    .executeTakeFirst();
  expect(row).toEqual({ doubtful: true, unchecked: false });
});
