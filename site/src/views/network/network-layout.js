/**
 * Where the parts of a network are drawn: layers as columns, narrow ones unit by unit, wide ones as strips.
 *
 * Column 0 holds the inputs; layer k of the network is column k + 1.
 *
 * @typedef {object} Column
 * @property {number} x centre
 * @property {boolean} strip true where units are cells of a strip
 * @property {number} units
 * @property {number} side of a unit; of a cell in a strip: its width
 * @property {number} cellHeight
 * @property {number} rows of cells
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{ x: number, y: number }} Point
 */

/** Layers up to this many units are drawn unit by unit. */
export const mostDrawnUnits = 16;

const largestSide = 48;
const largestMargin = 52;
const least = { cell: 5, side: 10 };

/**
 * @param {readonly number[]} sizes units of each column, the inputs first
 * @param {number} width
 * @param {number} height
 * @returns {Column[]}
 */
export function networkLayout(sizes, width, height) {
  const drawn = Math.max(1, ...sizes.filter((units) => units <= mostDrawnUnits));
  const margin = Math.min(largestMargin, width / (2 * sizes.length));
  const pitch = (width - 2 * margin) / Math.max(1, sizes.length - 1);
  const roomy = Math.floor(Math.min(largestSide, pitch * 0.5, (height / drawn) * 0.8));
  const side = Math.min(Math.max(least.side, roomy), Math.max(2, Math.floor(pitch * 0.8)));
  return sizes.map((units, index) => {
    const x = Math.round(margin + pitch * index);
    return units <= mostDrawnUnits
      ? unitColumn(units, x, side, height)
      : stripColumn(units, x, Math.min(side, Math.max(4, pitch * 0.6)), height);
  });
}

/**
 * @param {number} units
 * @param {number} x
 * @param {number} side
 * @param {number} height
 * @returns {Column}
 */
function unitColumn(units, x, side, height) {
  const spacing = Math.floor(Math.min(side * 1.4, (height - 2) / units));
  const extent = spacing * (units - 1) + side;
  return {
    x,
    strip: false,
    units,
    side,
    cellHeight: spacing,
    rows: units,
    left: Math.round(x - side / 2),
    top: Math.round((height - extent) / 2),
    width: side,
    height: extent,
  };
}

/**
 * @param {number} units
 * @param {number} x
 * @param {number} width
 * @param {number} height
 * @returns {Column}
 */
function stripColumn(units, x, width, height) {
  const most = Math.max(1, Math.floor(height / least.cell));
  const columns = Math.ceil(units / most);
  const rows = Math.ceil(units / columns);
  const cellHeight = Math.min(height / rows, 10);
  return {
    x,
    strip: true,
    units,
    side: width / columns,
    cellHeight,
    rows,
    left: Math.round(x - width / 2),
    top: Math.round((height - cellHeight * rows) / 2),
    width,
    height: cellHeight * rows,
  };
}

/**
 * Centre of a unit.
 *
 * @param {Column} column
 * @param {number} unit
 * @returns {Point}
 */
export function unitCentre(column, unit) {
  if (!column.strip) {
    return { x: column.x, y: column.top + column.side / 2 + unit * column.cellHeight };
  }
  return {
    x: column.left + (Math.floor(unit / column.rows) + 0.5) * column.side,
    y: column.top + ((unit % column.rows) + 0.5) * column.cellHeight,
  };
}

/**
 * The unit at a point; null where there is none.
 *
 * @param {readonly Column[]} columns
 * @param {number} x
 * @param {number} y
 * @returns {{ column: number, unit: number } | null}
 */
export function unitAt(columns, x, y) {
  const index = columns.findIndex(({ left, width }) => x >= left && x <= left + width);
  if (index < 0) return null;
  const column = columns[index];
  const unit = column.strip
    ? Math.floor((x - column.left) / column.side) * column.rows +
      Math.floor((y - column.top) / column.cellHeight)
    : Math.floor((y - column.top) / column.cellHeight);
  if (y < column.top || unit < 0 || unit >= column.units) return null;
  const centre = unitCentre(column, unit);
  const reach = column.strip ? column.cellHeight / 2 : column.side / 2;
  return Math.abs(y - centre.y) <= reach ? { column: index, unit } : null;
}

/**
 * The unit that an arrow key leads to: up and down within a layer, left and right to the nearest unit of
 * the neighbour.
 *
 * @param {readonly Column[]} columns
 * @param {{ column: number, unit: number }} from
 * @param {string} key
 */
export function neighbour(columns, { column, unit }, key) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step !== undefined) {
    const next = Math.min(columns[column].units - 1, Math.max(0, unit + step));
    return { column, unit: next };
  }
  const turn = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  const next = Math.min(columns.length - 1, Math.max(0, column + turn));
  if (next === column) return { column, unit };
  const { y } = unitCentre(columns[column], unit);
  let best = 0;
  let nearest = Infinity;
  for (let candidate = 0; candidate < columns[next].units; candidate++) {
    const distance = Math.abs(unitCentre(columns[next], candidate).y - y);
    if (distance < nearest) {
      nearest = distance;
      best = candidate;
    }
  }
  return { column: next, unit: best };
}
