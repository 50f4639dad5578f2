/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Writes HTML: whatever is put into it comes out as text, within a tag's quotes as well, unless it is HTML itself. */
export const html = (given: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(String.raw({ raw: given }, ...parts.map(written)));

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}
