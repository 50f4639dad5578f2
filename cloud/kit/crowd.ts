/** Who is one of fewer could be picked out. */
const FEWEST = 5;

/**
 * The rows that may be shown of a sum that is shown, too: those with at least five readers. When so few readers are left
 * out that the sum would give them away, the smallest row that could be shown is left out as well.
 * @param alsoHidden readers of the sum that are in no row at all
 */
export function inCrowd<Row extends { readers: number }>(rows: readonly Row[], alsoHidden = 0): Row[] {
  const shown = rows.filter((row) => row.readers >= FEWEST);
  const hidden = rows.reduce((sum, row) => sum + (shown.includes(row) ? 0 : row.readers), alsoHidden);
  if (hidden === 0 || hidden >= FEWEST) return shown;
  const smallest = Math.min(...shown.map((row) => row.readers));
  const givenUp = shown.find((row) => row.readers === smallest);
  return shown.filter((row) => row !== givenUp);
}
