/**
 * The points of a line that share a column of pixels.
 *
 * @typedef {object} Column
 * @property {number} place
 * @property {number} first index of the first point
 * @property {number} last
 * @property {number} lowest index of the point with the least position
 * @property {number} highest
 */

/**
 * What of a line can be seen: the runs between its gaps and, of the points that share a column of pixels, the first, the
 * lowest, the highest and the last. A line through these covers the same pixels as one through all.
 *
 * @param {ArrayLike<number | null>} positions null or not a finite number: a gap
 * @param {(index: number) => number} columnOf the column of a point; rising
 * @returns {number[][]} indices, one list per run
 */
export function lineRuns(positions, columnOf) {
  /** @type {Column[][]} */
  const runs = [];
  let gap = true;
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index];
    if (position === null || !Number.isFinite(position)) {
      gap = true;
      continue;
    }
    if (gap) runs.push([]);
    gap = false;
    const run = runs[runs.length - 1];
    const column = run.at(-1);
    const place = columnOf(index);
    if (column?.place === place) {
      column.last = index;
      if (position < Number(positions[column.lowest])) column.lowest = index;
      if (position > Number(positions[column.highest])) column.highest = index;
    } else {
      run.push({ place, first: index, last: index, lowest: index, highest: index });
    }
  }
  return runs.map((columns) => columns.flatMap(corners));
}

/** Indices in their order, each once. @param {Column} column */
function corners({ first, last, lowest, highest }) {
  const [one, other] = lowest < highest ? [lowest, highest] : [highest, lowest];
  return [...new Set([first, one, other, last])];
}
