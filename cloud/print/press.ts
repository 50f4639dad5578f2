import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { drawCode } from './code';
import { cast, hasType } from './foundry';
import type { Manifest, Sticker, Work } from './index';
import { phrases } from './phrases';
import { words } from './words';

const template = (name: string): string => readFileSync(join(__dirname, `${name}.typ`), 'utf8');
const templates = { sticker: template('sticker'), manifest: template('manifest') };

/** The families as the template asks for them. */
const fonts = { title: { family: 'Jiamenkou Title', weight: 900 }, text: { family: 'Jiamenkou Text', weight: 500 } };

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Draws nothing: what turns the direction of a line, joins, selects or controls. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What somebody wrote, as it can be set. A character without type stands as 〓, printers' own sign for it, and does not
 * vanish; one that people see as one is one, whatever it is made of. Only what draws nothing is left out.
 */
export function settable(text: string): string {
  const lines = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const set = [...graphemes.segment(lines)].map(({ segment }) => {
    const seen = segment.replace(UNSEEN, '');
    return [...seen].every(hasType) ? seen : words.noType;
  });
  return set.join('');
}

/** Sets and prints a job: the same work gives the same bytes. */
export const press = async (work: Work): Promise<Buffer> =>
  'stickers' in work
    ? print(templates.sticker, { words, stickers: work.stickers.map(stickerOf) })
    : print(templates.manifest, { words: words.manifest, ...manifestOf(work.manifest) });

const stickerOf = ({ name, address, community, above, from, until, url }: Sticker) => ({
  name: phrases(settable(name)),
  address: phrases(settable(address)),
  community: phrases(settable(community)),
  above: phrases(settable(above)),
  validity: words.between(from, until),
  'leads-to': words.leadsTo(settable(url.replace(/[^/]*$/, ''))),
  code: drawCode(url),
});

const manifestOf = ({ name, printed, lines, sums }: Manifest) => ({
  name: settable(name),
  printed,
  sums,
  lines: lines.map(({ above, community, pickUps, promised, reserve, bring }) => ({
    ...{ above: settable(above), community: settable(community), pickUps: settable(pickUps) },
    ...{ promised, reserve, bring },
  })),
});

async function print(template: string, content: object): Promise<Buffer> {
  const job = { title: fonts.title.family, text: fonts.text.family, ...content };
  const typed = JSON.stringify(job, (key, value: unknown) => (key === 'code' ? '' : value));
  const fontBlobs = await Promise.all(Object.values(fonts).map(({ family, weight }) => cast(family, weight, typed)));
  // A template could reach no further than this room; ours reads nothing.
  const compiler = NodeCompiler.create({ workspace: __dirname, fontArgs: [{ fontBlobs }] });
  try {
    const set = compiler.compile({ mainFileContent: template, inputs: { job: JSON.stringify(job) } });
    const fault = set.takeError();
    if (fault) throw new Error(JSON.stringify(compiler.fetchDiagnostics(fault)));
    return compiler.pdf(set.result!, { pdfTags: false });
  } finally {
    // What the typesetter remembers of a job would be kept for ever otherwise.
    compiler.evictCache(0);
  }
}
