import { deflateRawSync } from 'node:zlib';
import type { Household, Stop } from '../../types/households';
import { published } from './acts';
import { gridWorker, type Somebody } from './reports';
import { clientId, JIANGPAN, type Town } from './town';

export { gridWorker, type Somebody } from './reports';

/** A door of 3号楼, as people write it. */
export const doorOf = (room: string, given: object = {}) => ({ building: '3号楼', unit: '2单元', room, ...given });

/** Puts a household on the register. */
export const settle = async (staff: Somebody, room: string, given: object = {}): Promise<Household> =>
  (await staff.call.households.set({ clientId: clientId(), communityCode: JIANGPAN, ...doorOf(room), ...given }))
    .household;

/** A must-know notice that has come out. @returns its id */
export const newsOf = (town: Town, given: object = {}): Promise<string> =>
  published(town, { mustKnow: true, ...given });

/** Another day than it said first. */
export const corrected = (town: Town, noticeId: string): Promise<unknown> =>
  town.as('editor').notices.correct({
    ...{ clientId: clientId(), noticeId, kind: 'notice', title: '周三上午停水', body: '周三上午九点停水。' },
    ...{ mustKnow: true, note: '日子写错了' },
  });

/** Says that they live somewhere. @returns the id of their claim, which they do not know */
export async function claimed(town: Town, one: Somebody, room: string, given: object = {}): Promise<string> {
  await one.call.households.join({ ...doorOf(room), ...given });
  const { id } = await town.db
    .selectFrom('household_member')
    .select('id')
    .where('person_id', '=', one.id)
    .executeTakeFirstOrThrow();
  return id;
}

/** Says that they live somewhere, and a grid worker confirms it. */
export async function housed(town: Town, one: Somebody, room: string, given: object = {}): Promise<void> {
  const claimId = await claimed(town, one, room, given);
  const staff = await gridWorker(town);
  await staff.call.households.confirm({ communityCode: JIANGPAN, claimId });
}

/** A person of 江畔 who is confirmed to live somewhere. */
export async function dweller(town: Town, room: string): Promise<Somebody> {
  const one = await town.person({ home: JIANGPAN });
  await housed(town, one, room);
  return one;
}

/** All stops of a standing, page by page. */
export async function stopsOf(staff: Somebody, noticeId: string, given: object = {}): Promise<Stop[]> {
  const stops: Stop[] = [];
  let after: string | undefined;
  do {
    const asked = { communityCode: JIANGPAN, noticeId, limit: 50, ...given, ...(after && { after }) };
    const page = await staff.call.households.stops(asked);
    stops.push(...page.stops);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return stops;
}

export const roomsOf = (stops: readonly Stop[]): string[] => stops.map(({ household }) => household.room);

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A zip archive of these files, each deflated. @param saying what a file says that it unfolds to, if not the truth */
export function zip(files: Record<string, string>, saying?: (bytes: number) => number): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, whole] = [Buffer.from(path), Buffer.from(text)];
    const folded = deflateRawSync(whole);
    const size = saying?.(whole.length) ?? whole.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(folded.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(folded.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, name, folded);
    entries.push(entry, name);
    at += local.length + name.length + folded.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** The least workbook that has this sheet. */
export const workbook = (sheet: string): Record<string, string> => ({
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${related}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
});
