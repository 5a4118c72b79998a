/**
 * The grid as one SVG, for print and slides: labels, curves, values and maps, in the colours of the light theme.
 *
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 */

import { colors } from '../styles/tokens.js';
import { cellPaths, drawingSize, scaleOf } from './cell-drawing.js';
import { summarizeValues } from './summarize.js';
import { formatMetric } from './verdict.js';

const cellSize = { width: 292, height: 120 };
const margin = { top: 78, gap: 8, edge: 16 };
/** About what a letter of a row's label takes. */
const letterWidth = 8;
const mapSide = 72;

const ink = colors.ink[0];
const muted = colors['ink-3'][0];

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {string} [attributes]
 */
const label = (x, y, content, attributes = '') =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;

/**
 * @param {object} grid
 * @param {string} grid.title
 * @param {Comparison} grid.comparison
 * @param {Metric} grid.metric
 * @param {readonly (readonly Measured[])[]} grid.trials by cell
 * @param {readonly string[]} grid.bests what was chosen for each cell, '' for nothing
 * @param {readonly (string | null)[]} grid.maps of each cell, a picture as a data URL
 * @returns {string}
 */
export function gridSvg({ title, comparison, metric, trials, bests, maps }) {
  const { rows, columns, cells, steps, seeds } = comparison;
  const [wide, high] = [columns?.values.length ?? 1, rows?.values.length ?? 1];
  const longest = Math.max(0, ...(rows?.values ?? []).map((value) => value.label.length));
  const left = margin.edge + longest * letterWidth + margin.gap;
  const width = left + wide * (cellSize.width + margin.gap) + margin.edge;
  const height = margin.top + high * (cellSize.height + margin.gap) + margin.edge + 16;
  const x = (/** @type {number} */ column) => left + column * (cellSize.width + margin.gap);
  const y = (/** @type {number} */ row) => margin.top + row * (cellSize.height + margin.gap);
  const scale = scaleOf(trials, steps);
  const parts = [
    label(margin.edge, 30, title, 'font-size="20" font-weight="600"'),
    label(
      margin.edge,
      48,
      `${metric.label}, mean ± standard deviation over ${seeds.length} seeds; training loss over ${steps} steps, both axes logarithmic`,
      `fill="${muted}"`,
    ),
    ...(columns?.values ?? []).map((value, column) =>
      label(x(column), margin.top - 8, value.label, 'font-weight="600"'),
    ),
    ...(rows?.values ?? []).map((value, row) =>
      label(margin.edge, y(row) + cellSize.height / 2, value.label, 'font-weight="600"'),
    ),
    ...cells.map(
      ({ row, column }, index) =>
        `<g transform="translate(${x(column)} ${y(row)})">${cellParts(scale, metric, trials[index], bests[index], maps[index])}</g>`,
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="${ink}">
<rect width="${width}" height="${height}" fill="${colors.surface[0]}"/>
${parts.join('\n')}
</svg>
`;
}

/**
 * @param {import('./cell-drawing.js').Scale} scale
 * @param {Metric} metric
 * @param {readonly Measured[]} trials
 * @param {string} best
 * @param {string | null} map
 */
function cellParts(scale, metric, trials, best, map) {
  const { curves, band, mean } = cellPaths(scale, trials);
  const summary = summarizeValues(trials, trials.map(metric.value));
  const spread = Number.isNaN(summary.standardDeviation)
    ? ''
    : ` ± ${formatMetric(metric, summary.standardDeviation)}`;
  const value = summary.count > 0 ? `${formatMetric(metric, summary.mean)}${spread}` : 'none';
  const diverged = summary.diverged > 0 ? `${summary.diverged} of ${trials.length} diverged` : '';
  const chosen = best === '' ? '' : `at ${best}`;
  const line = (
    /** @type {string} */ path,
    /** @type {string} */ color,
    /** @type {number} */ size,
  ) => `<path d="${path}" fill="none" stroke="${color}" stroke-width="${size}"/>`;
  return [
    `<rect width="${cellSize.width}" height="${cellSize.height}" rx="4" fill="none" stroke="${colors.rule[0]}"/>`,
    '<g transform="translate(8 8)">',
    `<path d="${band}" fill="${colors.past[0]}" opacity="0.35"/>`,
    ...curves.map((curve) => line(curve.path, curve.diverged ? colors.error[0] : muted, 0.75)),
    line(mean, ink, 1.75),
    '</g>',
    map
      ? `<image x="${drawingSize.width + 14}" y="8" width="${mapSide}" height="${mapSide}" href="${map}"/>`
      : '',
    label(8, cellSize.height - 14, value, 'font-weight="600" font-size="15"'),
    label(
      cellSize.width - 8,
      cellSize.height - 14,
      diverged,
      `text-anchor="end" fill="${colors.error[0]}"`,
    ),
    label(cellSize.width - 8, cellSize.height - 28, chosen, `text-anchor="end" fill="${muted}"`),
  ].join('');
}

/**
 * The picture of an SVG.
 * @param {string} svg
 * @param {number} ratio of pixels
 * @returns {Promise<Blob>} PNG
 */
export async function svgToPng(svg, ratio = 2) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * ratio;
  canvas.height = image.height * ratio;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}
