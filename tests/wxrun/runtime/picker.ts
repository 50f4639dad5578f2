import type { BuiltIn } from './builtins';

/** Its wheel is the phone's own and is not drawn: a test says what a person would have turned it to. */
export const picker: BuiltIn = {
  properties: 'mode disabled range rangeKey value start end fields customItem name headerText level',
};

/** What a picker tells when somebody chose `choice`: a row's number, or the date or time itself. */
export function pickedValue(mode: string, range: unknown, rangeKey: unknown, choice: string): string | number {
  if (mode === 'date' || mode === 'time') return choice;
  if (mode !== 'selector' || !Array.isArray(range)) throw new Error(`A picker of mode ${mode} cannot be turned here.`);
  const row = range.findIndex((one: unknown) =>
    typeof rangeKey === 'string' && rangeKey !== ''
      ? (one as Record<string, unknown>)[rangeKey] === choice
      : one === choice,
  );
  if (row < 0) throw new Error(`The picker has no row “${choice}”.`);
  return row;
}
