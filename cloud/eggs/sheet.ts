import type { PickUp } from '../../types/campaigns';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { createAddresses, csvOf } from '../kit/table';
import { places } from '../org';
import { printManifest } from '../print';
import { placeAt, placesOf, type Place } from './holders';
import { reserveOf, sumsOf } from './planning';
import { campaignOf } from './queries';
import { words } from './words';

/** What a sheet is of: a campaign, in one community or in all. */
export interface Sheet {
  campaignId: string;
  communityCode?: string;
  as: 'pdf' | 'csv';
}

/** Sheets behind addresses that end. */
export interface Sheets {
  addressOf(origin: string, wanted: Sheet, now: Date): { url: string; until: Date };
  /** @throws Refusal `wire.unknownPath` */
  read(name: string, now: Date): Sheet;
}

const ALL = 'all';

/** @param key known to every process of this cloud, and to nobody else */
export function createSheets(key: Buffer): Sheets {
  const addresses = createAddresses(key, 'sheets');
  return {
    addressOf: (origin, { campaignId, communityCode = ALL, as }, now) =>
      addresses.addressOf(origin, `${campaignId}_${communityCode}`, as, now),
    read(name, now) {
      const { text, as } = addresses.read(name, now);
      const [campaignId = '', code = ''] = text.split('_');
      return { campaignId, ...(code !== ALL && { communityCode: code }), as: as as Sheet['as'] };
    },
  };
}

/** Gives the address of a manifest. */
export const sheeting = (sheets: Sheets): Pick<Handlers['eggs'], 'sheet' | 'sheets'> => ({
  async sheet({ campaignId, communityCode, as }, { db, now, origin }) {
    await placeAt(db, campaignId, communityCode);
    const { url, until } = sheets.addressOf(origin, { campaignId, communityCode, as }, now);
    return { url, until: until.toISOString() };
  },
  async sheets({ campaignId, as }, { now, origin }) {
    const { url, until } = sheets.addressOf(origin, { campaignId, as }, now);
    return { url, until: until.toISOString() };
  },
});

/** A line of a manifest: what is to be brought to one community, and what has become of it. */
interface Line {
  above: string;
  community: string;
  promised: number;
  reserve: number;
  bring: number;
  pickUps: string;
  place: Place;
}

/** The manifest as a table. */
export async function sheetTable(db: Db, wanted: Sheet): Promise<ReadableStream<Uint8Array>> {
  const { lines } = await linesOf(db, wanted);
  const rows = lines.map(({ above, community, promised, reserve, bring, pickUps, place }) => [
    ...[above, community, promised, reserve, bring, place.delivered, place.collected, place.returned, place.broken],
    ...[sumsOf(place).open, pickUps],
  ]);
  return csvOf(rows, words.sheet.columns);
}

/** The manifest to print and sign. @throws Refusal `print.down` when the press does not answer */
export async function printedSheet(db: Db, wanted: Sheet, now: Date): Promise<Buffer> {
  const { name, lines } = await linesOf(db, wanted);
  const sum = (of: (line: Line) => number): number => lines.reduce((all, line) => all + of(line), 0);
  return printManifest({
    name,
    printed: words.sheet.printed(shanghaiDay(now)),
    lines: lines.map(({ above, community, promised, reserve, bring, pickUps }) => ({
      ...{ above, community, pickUps },
      ...{ promised: String(promised), reserve: String(reserve), bring: String(bring) },
    })),
    sums: [sum((line) => line.promised), sum((line) => line.reserve), sum((line) => line.bring)].map(String),
  }).catch(() => refuse('print.down'));
}

async function linesOf(db: Db, { campaignId, communityCode }: Sheet): Promise<{ name: string; lines: Line[] }> {
  const campaign = (await campaignOf(db, campaignId)) ?? refuse('campaign.missing');
  const rows = communityCode
    ? [await placeAt(db, campaignId, communityCode)]
    : await placesOf(db, campaignId).orderBy('m.community_id').execute();
  const at = await places(
    db,
    rows.map(({ community_id }) => community_id),
  );
  const lines = rows.map((place): Line => {
    const { promised } = sumsOf(place);
    const reserve = reserveOf(promised, place.reserve);
    const { name, above } = at(place.community_id);
    const here = place.pick_ups.filter(
      (one: PickUp) => (one.communityCode ?? place.community_id) === place.community_id,
    );
    return {
      ...{ above: above.slice(-2).join(' '), community: name, promised, reserve, bring: promised + reserve, place },
      pickUps: here.map(words.sheet.pickUp).join('；'),
    };
  });
  return { name: campaign.name, lines };
}
