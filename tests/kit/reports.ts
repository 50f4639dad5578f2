import type { Call } from '../../types';
import type { Report } from '../../types/reports';
import type { Grid, Unit } from '../../types/service';
import { DONGYUAN_STREET, pictureOf } from './acts';
import { clientId, JIANGPAN, type Town } from './town';

export { pictureOf } from './acts';

/** Somebody who raises, answers or handles. */
export interface Somebody {
  id: string;
  token: string;
  call: Call;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Somebody who lives in 江畔. */
export const neighbour = (town: Town): Promise<Somebody> => town.person({ home: JIANGPAN });

/** A grid worker of 江畔 or of elsewhere, who looks after the grids of these names and is called so. */
export async function gridWorker(
  town: Town,
  { at = JIANGPAN, grids = [], called }: { at?: string; grids?: string[]; called?: string } = {},
): Promise<Somebody> {
  const one = await town.person({ roles: [['gridworker', at]] });
  const gridIds = await Promise.all(grids.map(async (name) => (await gridCalled(town, name)).id));
  if (grids.length > 0 || called !== undefined) await one.call.service.serve({ communityCode: at, gridIds, called });
  return one;
}

/** A grid of 江畔, as the demo city has them: 一号网格 to 四号网格. */
export async function gridCalled(town: Town, name: string): Promise<Grid> {
  const { grids } = await town.as(null).service.grids({ communityCode: JIANGPAN });
  const found = grids.find((grid) => grid.name === name);
  if (!found) throw new Error(`江畔 has no ${name}`);
  return found;
}

/** Whoever speaks for the street office above 江畔. */
export const streetOffice = (town: Town): Promise<Somebody> => town.person({ roles: [['street', DONGYUAN_STREET]] });

/** What somebody fills in to raise a problem. */
export const problemOf = (given: object = {}) => ({ clientId: clientId(), text: '二单元楼道的灯坏了', ...given });

/** What staff fill in for somebody who phoned. */
export const phonedOf = (given: object = {}) => ({
  ...{ clientId: clientId(), communityCode: JIANGPAN, text: '有位大娘说楼道灯坏了', way: 'phone' as const },
  ...given,
});

export const raise = async (who: Somebody, given: object = {}): Promise<Report> =>
  (await who.call.reports.file(problemOf(given))).report;

export const enter = async (who: Somebody, given: object = {}): Promise<Report> =>
  (await who.call.reports.enter(phonedOf(given))).report;

export const reply = async (who: Somebody, reportId: string, given: object = {}): Promise<Report> =>
  (await who.call.reports.reply({ clientId: clientId(), reportId, text: '收到，这就去看', ...given })).report;

/** Says that it is done, with a picture. */
export const close = async (town: Town, who: Somebody, reportId: string, given: object = {}): Promise<Report> =>
  (
    await who.call.reports.close({
      ...{ clientId: clientId(), reportId, text: '灯换好了', pictures: [await pictureOf(town, who.id)] },
      ...given,
    })
  ).report;

/** Raised, answered and said to be done. */
export async function closing(town: Town, reporter: Somebody, worker: Somebody, given: object = {}): Promise<Report> {
  const { id } = await raise(reporter, given);
  await reply(worker, id);
  return close(town, worker, id);
}

/** Raised, answered, said to be done, and agreed to. */
export async function agreed(town: Town, reporter: Somebody, worker: Somebody, given: object = {}): Promise<Report> {
  const { id } = await closing(town, reporter, worker, given);
  return (await reporter.call.reports.agree({ reportId: id })).report;
}

/** Raised, answered, and whistled to the street office. */
export async function whistled(reporter: Somebody, worker: Somebody, given: object = {}): Promise<Report> {
  const { id } = await raise(reporter, given);
  await reply(worker, id);
  return (await worker.call.reports.whistle({ clientId: clientId(), reportId: id, text: '要街道协调' })).report;
}

/** A unit on the list of a place, and somebody who handles whistles for it. */
export async function unitWithMember(
  town: Town,
  { at = DONGYUAN_STREET, name = '街道城管' }: { at?: string; name?: string } = {},
): Promise<{ unit: Unit; member: Somebody }> {
  const setter = await town.person({ roles: [['street', at]] });
  const made = { clientId: clientId(), nodeCode: at, name, phone: '0451-5550-0199', what: '占道' };
  const { unit } = await setter.call.service.setUnit(made);
  const { code } = await setter.call.service.inviteUnit({ nodeCode: at, unitId: unit.id });
  const member = await town.person();
  await member.call.service.joinUnit({ code });
  return { unit, member };
}

/** The street office names who leads and who helps. */
export const assign = async (
  street: Somebody,
  reportId: string,
  lead: Unit,
  helpers: Unit[] = [],
  given: object = {},
): Promise<Report> =>
  (
    await street.call.reports.assign({
      ...{ clientId: clientId(), reportId, lead: lead.id, helpers: helpers.map(({ id }) => id), hours: 24 },
      ...given,
    })
  ).report;

/** What one unit has done, which ends its part. */
export const handle = async (who: Somebody, report: Report, unit: Unit | null, given: object = {}): Promise<Report> => {
  const part = report.parts.find((one) => one.doneAt === null && (one.unit?.id ?? null) === (unit?.id ?? null));
  if (!part) throw new Error('Nobody called it');
  const said = { clientId: clientId(), reportId: report.id, partId: part.id, text: '清走了', done: true };
  return (await who.call.reports.handle({ ...said, ...given })).report;
};

export const show = async (who: Somebody, reportId: string): Promise<Report> =>
  (await who.call.reports.show({ reportId })).report;

/** The lines of a report, as who said what. */
export const said = ({ lines }: Report): string[] => lines.map(({ step, by }) => `${step} by ${by}`);

/** All of the desk's `now`, page by page. @returns the reports in order, and how many pages they took */
export async function inboxOf(who: Somebody, given: object = {}) {
  const reports = [];
  let before: string | undefined;
  let pages = 0;
  do {
    const page = await who.call.reports.inbox({
      communityCode: JIANGPAN,
      limit: 50,
      ...given,
      ...(before && { before }),
    });
    reports.push(...page.reports);
    before = page.next ?? undefined;
    pages += 1;
  } while (before !== undefined);
  return { reports, pages };
}
