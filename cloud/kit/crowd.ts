/** Who is one of fewer could be picked out. */
const FEWEST = 5;

/**
 * The rows that may be shown of a sum that is shown, too: those with at least five readers. When so few readers are left
 * out that the sum would give them away, the smallest row that could be shown is left out as well.
 */
export function inCrowd<Row extends { readers: number }>(rows: readonly Row[]): Row[] {
  const shown = rows.filter((row) => row.readers >= FEWEST);
  const hidden = rows.reduce((sum, row) => sum + (shown.includes(row) ? 0 : row.readers), 0);
  if (hidden === 0 || hidden >= FEWEST) return shown;
  const smallest = Math.min(...shown.map((row) => row.readers));
  const alsoHidden = shown.find((row) => row.readers === smallest);
  return shown.filter((row) => row !== alsoHidden);
}
