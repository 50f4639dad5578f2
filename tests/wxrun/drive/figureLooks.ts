import { say } from '../../../src/figures/words';
import { measures } from '../../../types/measures';
import type { Persona } from '../../../types/session';
import { counted, quiet, uncounted } from './figureFiles';
import type { Stand } from './instead';

interface FigureLook {
  name: string;
  path: string;
  as?: Persona;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
}

const look = (name: string, more: Partial<FigureLook> = {}): FigureLook => ({
  name,
  path: 'figures/community/index',
  as: 'resident-1',
  instead: { 'figures.community': counted },
  ...more,
});
/** A measure is named by what it is called, where a row says more than that. */
const row = (measure: keyof typeof measures) => `.fact__name “${measures[measure].name}”`;

export const figureLooks: FigureLook[] = [
  look('figures', { sees: say.take }),
  look('figures-measure', { taps: [row('raised')], sees: measures.raised.means }),
  look('figures-table', { taps: [row('firstAnswer'), say.table], sees: measures.firstAnswer.means }),
  look('figures-lines', { taps: [row('firstAnswer'), say.chart] }),
  look('figures-parts', { taps: [row('acknowledged'), say.chart] }),
  look('figures-months', { taps: [say.spans.month], sees: say.take }),
  look('figures-street', { as: 'street', sees: say.take }),
  look('figures-places', { as: 'street', taps: ['.placehead'], sees: say.places }),
  look('figures-quiet', { instead: { 'figures.community': quiet }, sees: say.none.score }),
  look('figures-none', { instead: { 'figures.community': uncounted }, sees: say.emptyNote }),
  look('figures-offline', { instead: { 'figures.community': () => null } }),
  { name: 'figures-newcomer', path: 'figures/community/index' },
];
/** These differ from another look by a few words alone; in the elder view a measure begins with its table. */
export const alikeFigures = [
  'figures-table',
  'figures-months',
  'figures-none',
  'figures-offline',
  'figures-newcomer',
  'figures-street',
];
