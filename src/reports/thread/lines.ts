import type { Line, Report } from '../kinds';
import { say } from './words';

const LONGEST = 40;

/** What it is about, in a line: its first sentence. */
export function titleOf(text: string): string {
  if (!text.trim()) return say.gone;
  const [first = ''] = /^[^。！？\n]+[！？]?/.exec(text.trim()) ?? [];
  const title = first.trim() || text.trim();
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
}

const isTheirs = ({ by, step }: Line): boolean =>
  by === 'reporter' && (step === 'word' || step === 'object' || step === 'file');

/** Whoever leaves for good takes their words along. */
const isGone = (line: Line, report: Report): boolean =>
  line.text === '' || (line.text === null && isTheirs(line) && !report.text);

/** What the line says besides the words somebody wrote; null for words alone. */
export function didOf(line: Line, report: Report): string | null {
  const { did } = say;
  const { step, unit, score } = line;
  switch (step) {
    case 'file':
      // Its words say what it is, as long as there are any.
      return isGone(line, report) ? (report.kind === 'comment' ? did.comment : did.file) : null;
    case 'word':
    case 'reply':
    case 'handle':
      return null;
    case 'refer':
      return unit && did.refer(unit.name);
    case 'contact':
      return unit ? did.contact(unit.name) : did.contacted;
    case 'whistle':
      return unit ? did.whistle(unit.name) : did.whistled;
    case 'assign':
      return unit ? did.assign(unit.name) : did.assigned;
    case 'rate':
      return score === null ? null : did.rate(score);
    case 'dispatch':
      return unit ? did.assign(unit.name) : did.dispatch;
    case 'claim':
    case 'pause':
    case 'resume':
    case 'close':
    case 'agree':
    case 'object':
    case 'heard':
    case 'withdraw':
    case 'publish':
      return did[step];
  }
}

/** The words of a line: those of the first are not said twice, where a title says them all and a picture stands for them. */
export function wordsOf(line: Line, report: Report): string | null {
  if (isGone(line, report)) return line.step === 'file' ? null : say.gone;
  if (line.step !== 'file') return line.text;
  const text = (line.text ?? report.text).trim();
  const isAllInTitle = text.replace(/。$/, '') === titleOf(report.text);
  return isAllInTitle && report.pictures.length > 0 ? null : text;
}

export const toneOf = ({ mine, step }: Line): 'red' | 'pine' | 'slate' => {
  if (step === 'close' || step === 'agree') return 'pine';
  return mine ? 'red' : 'slate';
};
