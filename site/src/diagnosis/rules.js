/**
 * What can be wrong with a run, as a table of rules over what was measured. Each rule looks at the evidence
 * and gives the reason, with its numbers, or nothing; and a change of the settings that mends it.
 *
 * @typedef {import('./evidence.js').Evidence} Evidence
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('../worker/protocol.js').LayerStatistics} LayerStatistics
 *
 * @typedef {object} Fix
 * @property {string} label
 * @property {(state: State) => State} apply
 *
 * @typedef {object} Rule
 * @property {string} id
 * @property {string} title
 * @property {'gradients' | 'units' | 'dead' | 'saturated' | 'loss' | 'updates'} panel which view shows it, by its
 *   `data-shows`
 * @property {number} from step before which it says nothing
 * @property {(evidence: Evidence) => string | null} why
 * @property {(evidence: Evidence) => Fix | null} fix
 *
 * @typedef {{id: string, title: string, why: string, fix: Fix | null, panel: Rule['panel']}} Finding
 */

import { formatNumber, formatPercent } from '../format.js';
import { auto, entryOf } from '../state/schema.js';
import { changeAllLayers, changeLayer } from '../state/operations.js';
import { layersOf } from '../state/state.js';

/** Gradients smaller than those of the last hidden layer by this factor have vanished. */
const vanished = 1e-2;
const exploded = 1e2;
/** Fewer silent units are usual with ReLU, and no hindrance: the experiment `xavier-he` learns with six in sixteen. */
const deadAlarm = 0.5;
const saturatedAlarm = 0.5;
/** The usual rule of thumb is an update of a thousandth of the weights. */
const tinyUpdate = 1e-5;
const largeUpdate = 0.1;
const learned = 0.95;

/** @param {LayerStatistics} layer */
const gradient = (layer) => layer.meanAbsoluteGradient;
/** @param {LayerStatistics} layer */
const name = (layer) => `hidden layer ${layer.layer + 1}`;

/** How much the gradient changes on its way back through the hidden layers. @param {Evidence} evidence */
function backwardFactor({ hidden }) {
  const first = hidden.at(0);
  const last = hidden.at(-1);
  return first && last && gradient(last) > 0 ? gradient(first) / gradient(last) : NaN;
}

/**
 * @param {readonly LayerStatistics[]} layers
 * @param {(layer: LayerStatistics) => number} value
 */
function worst(layers, value) {
  return layers.reduce(
    (best, layer) => (best === null || value(layer) > value(best) ? layer : best),
    /** @type {LayerStatistics | null} */ (null),
  );
}

/** @param {Evidence} evidence */
function untrainable({ schema, hidden }) {
  return hidden.find(
    ({ activation }) => entryOf(schema.tables.activations, activation)?.untrainable,
  );
}

/** @param {Evidence} evidence */
const solved = ({ accuracy }) => accuracy >= learned;

/**
 * @param {string} label
 * @param {Partial<import('../state/state.js').Layer>} change
 * @returns {Fix}
 */
const allLayers = (label, change) => ({ label, apply: (state) => changeAllLayers(state, change) });

/**
 * @param {Evidence} evidence
 * @param {number} factor
 * @returns {Fix}
 */
function scaleRate({ state }, factor) {
  const learningRate = Number((state.learningRate * factor).toPrecision(2));
  const label = `Learning rate ${learningRate}`;
  return { label, apply: (now) => ({ ...now, learningRate }) };
}

/**
 * A layer whose units all do the same: not those that have nothing to say, nor those that have all come to the
 * ends of their range.
 * @param {Evidence} evidence
 */
function symmetricLayer({ hidden }) {
  return hidden.find(({ units, unitMeanAbsolute, preActivation, zeroShare, saturatedShare }) => {
    const silent = zeroShare === 1 && preActivation.minimum < 0;
    if (units < 2 || silent || saturatedShare === 1) return false;
    const [first] = unitMeanAbsolute;
    const tolerance = 1e-6 * Math.abs(first);
    return unitMeanAbsolute.every((value) => Math.abs(value - first) <= tolerance);
  });
}

/** Share of the units whose output is 0 for every row. @param {LayerStatistics} layer */
const silentShare = ({ units, unitMeanAbsolute }) =>
  unitMeanAbsolute.filter((value) => value === 0).length / units;

/** @type {readonly Rule[]} in the order of what has to be mended first */
export const rules = [
  {
    id: 'step-function',
    title: 'A step function cannot be trained',
    panel: 'gradients',
    from: 1,
    why: (evidence) => {
      const layer = untrainable(evidence);
      if (!layer) return null;
      return `The derivative of ${layer.activation} is 0 wherever it exists, so every gradient behind ${name(layer)} is 0.`;
    },
    fix: (evidence) => {
      const layer = untrainable(evidence);
      const change = { activation: 'sigmoid', initializer: auto };
      if (!layer) return null;
      return { label: 'Use sigmoid', apply: (state) => changeAllLayers(state, change) };
    },
  },
  {
    id: 'symmetry',
    title: 'The units of a layer are all the same',
    panel: 'units',
    from: 1,
    why: (evidence) => {
      const layer = symmetricLayer(evidence);
      if (!layer) return null;
      return `All ${layer.units} units of ${name(layer)} give the same output, get the same gradient, and so stay the same for ever.`;
    },
    fix: () => ({
      label: 'Start from random weights',
      apply: (state) => ({
        ...changeAllLayers(state, { initializer: auto }),
        outputInitializer: auto,
      }),
    }),
  },
  {
    id: 'vanishing',
    title: 'The gradient vanishes on its way back',
    panel: 'gradients',
    from: 20,
    why: (evidence) => {
      const factor = backwardFactor(evidence);
      const { hidden } = evidence;
      if (!(factor < vanished) || solved(evidence) || untrainable(evidence)) return null;
      const perLayer = factor ** (1 / (hidden.length - 1));
      return `Mean |gradient| is ${formatNumber(gradient(hidden[0]))} in the first hidden layer, ${formatNumber(1 / factor)} times less than in the last: a factor of ${formatNumber(perLayer)} for each layer.`;
    },
    fix: () =>
      allLayers('Use ReLU with He initialisation', {
        activation: 'relu',
        initializer: 'he-normal',
      }),
  },
  {
    id: 'exploding',
    title: 'The gradient explodes on its way back',
    panel: 'gradients',
    from: 1,
    why: (evidence) => {
      const factor = backwardFactor(evidence);
      const large = worst(evidence.hidden, gradient);
      if (factor > exploded) {
        return `Mean |gradient| grows ${formatNumber(factor)} times from the last hidden layer back to the first.`;
      }
      if (!large || !(gradient(large) > exploded)) return null;
      return `Mean |gradient| of ${name(large)} is ${formatNumber(gradient(large))}.`;
    },
    fix: ({ state }) =>
      state.clipNorm > 0
        ? allLayers('Let the initialiser fit the activation', { initializer: auto })
        : { label: 'Clip the norm at 1', apply: (now) => ({ ...now, clipNorm: 1 }) },
  },
  {
    id: 'dying-relu',
    title: 'Units have died',
    panel: 'dead',
    from: 50,
    why: (evidence) => {
      const layer = worst(
        evidence.hidden.filter((each) => rectified(evidence, each)),
        silentShare,
      );
      if (!layer || !(silentShare(layer) >= deadAlarm) || solved(evidence)) return null;
      const share = silentShare(layer);
      const wake =
        layer.layer === 0
          ? ' that could wake them'
          : share === 1
            ? ', nor do the layers before it'
            : '; only the layers before it can wake them';
      return `${formatPercent(share)} of the units of ${name(layer)} give 0 for every row. They get no gradient${wake}.`;
    },
    fix: () => allLayers('Use leaky ReLU', { activation: 'leaky-relu' }),
  },
  {
    id: 'saturation',
    title: 'Units are saturated',
    panel: 'saturated',
    from: 20,
    why: (evidence) => {
      const { hidden } = evidence;
      const layer = worst(hidden, ({ saturatedShare }) => saturatedShare);
      if (!layer || !(layer.saturatedShare >= saturatedAlarm) || solved(evidence)) return null;
      if (untrainable(evidence) || rectified(evidence, layer)) return null;
      return `${formatPercent(layer.saturatedShare)} of the units of ${name(layer)} sit in the flat tails of ${layer.activation}, where its derivative is below 0.01.`;
    },
    fix: (evidence) => {
      const layer = worst(evidence.hidden, ({ saturatedShare }) => saturatedShare);
      const index = layer?.layer ?? 0;
      return {
        label: 'Smaller weights to start with',
        apply: (state) => changeLayer(state, index, { initializer: 'xavier-uniform', bias: 0 }),
      };
    },
  },
  {
    id: 'linear',
    title: 'The whole network is linear',
    panel: 'loss',
    from: 200,
    why: (evidence) => {
      const { hidden, accuracy } = evidence;
      const linear = hidden.every(({ activation }) => activation === 'linear');
      if (!linear || solved(evidence) || Number.isNaN(accuracy)) return null;
      const what =
        hidden.length > 0
          ? 'Every hidden layer is linear: together with the output’s, their matrices are one'
          : 'There is no hidden layer';
      return `${what}. The boundary is a straight line, and gets ${formatPercent(accuracy)} of the training rows right.`;
    },
    fix: ({ hidden }) =>
      hidden.length > 0
        ? allLayers('Use tanh', { activation: 'tanh', initializer: auto })
        : {
            label: 'Add a hidden layer',
            apply: (state) => ({ ...state, layers: layersOf([4], { activation: 'tanh' }) }),
          },
  },
  {
    id: 'rate-high',
    title: 'The learning rate is too high',
    panel: 'loss',
    from: 50,
    why: (evidence) => {
      const { loss, layers } = evidence;
      const layer = worst(layers, ({ updateToWeightRatio }) => updateToWeightRatio || 0);
      const ratio = layer?.updateToWeightRatio ?? NaN;
      const unsettled = loss.now > 1.5 * loss.best && loss.recentSpread > 0.1 * loss.recentMean;
      if (!unsettled || !(ratio > largeUpdate || loss.now > loss.first)) return null;
      return `The loss leaps between ${formatNumber(loss.best)} and more than ${formatNumber(loss.recentMean + loss.recentSpread)} instead of falling; one step changes the weights by ${formatPercent(ratio)}.`;
    },
    fix: (evidence) => scaleRate(evidence, 0.1),
  },
  {
    id: 'overfitting',
    title: 'The network learns its training data by heart',
    panel: 'loss',
    from: 200,
    why: ({ loss, testAccuracy }) => {
      if (testAccuracy >= learned) return null;
      const risen = loss.test > 1.15 * loss.bestTest && loss.test > 1.5 * loss.now;
      if (!risen) return null;
      return `The test loss has risen from ${formatNumber(loss.bestTest)} to ${formatNumber(loss.test)}, while the training loss is ${formatNumber(loss.now)}.`;
    },
    fix: ({ state }) => {
      const l2 = state.l2 > 0 ? Math.min(10, Number((state.l2 * 3).toPrecision(2))) : 0.003;
      return { label: `L2 of ${l2}`, apply: (now) => ({ ...now, l2 }) };
    },
  },
  {
    id: 'rate-low',
    title: 'The learning rate is too low',
    panel: 'updates',
    from: 200,
    why: (evidence) => {
      const { layers, loss } = evidence;
      const largest = Math.max(
        ...layers.map(({ updateToWeightRatio }) => updateToWeightRatio || 0),
      );
      if (!(largest < tinyUpdate * 10) || !(loss.change > 0.9) || solved(evidence)) return null;
      if (loss.recentSpread > 0.05 * loss.recentMean) return null;
      if (backwardFactor(evidence) < vanished || untrainable(evidence)) return null;
      return `One step changes no layer’s weights by more than ${formatNumber(largest)} of their size; about 0.001 is usual.`;
    },
    fix: (evidence) => scaleRate(evidence, 10),
  },
  {
    id: 'not-converging',
    title: 'The loss does not settle',
    panel: 'loss',
    from: 500,
    why: (evidence) => {
      const { loss } = evidence;
      const noisy = loss.recentSpread > 0.1 * loss.recentMean && loss.change > 0.9;
      if (!noisy || solved(evidence)) return null;
      return `Over the last half of the run it kept moving by ±${formatNumber(loss.recentSpread)} around ${formatNumber(loss.recentMean)}.`;
    },
    fix: (evidence) => scaleRate(evidence, 0.3),
  },
  {
    id: 'plateau',
    title: 'The loss stands still',
    panel: 'loss',
    from: 500,
    why: (evidence) => {
      const { loss } = evidence;
      const still = Math.abs(loss.change - 1) < 0.01 && loss.now > 0.05 && !solved(evidence);
      if (!still) return null;
      return `Half a run ago it was ${formatNumber(loss.now / loss.change)}, now it is ${formatNumber(loss.now)}.`;
    },
    fix: (evidence) =>
      evidence.state.optimizer === 'adam'
        ? scaleRate(evidence, 3)
        : {
            label: 'Use Adam',
            apply: (state) => ({
              ...state,
              optimizer: 'adam',
              optimizerParams: {},
              learningRate: 0.01,
            }),
          },
  },
];

/**
 * Whether a layer's activation is flat on one side, so that its units can die.
 * @param {Evidence} evidence
 * @param {LayerStatistics} layer
 */
function rectified({ schema }, { activation }) {
  const info = entryOf(schema.tables.activations, activation);
  return info !== undefined && info.range.lower === 0 && info.range.upper === Infinity;
}

/** Findings that say the same as another one, less exactly. */
const implied = new Map([
  ['step-function', ['vanishing', 'symmetry', 'plateau', 'rate-low', 'saturation', 'dying-relu']],
  ['symmetry', ['vanishing', 'plateau', 'rate-low', 'saturation', 'dying-relu']],
  ['vanishing', ['plateau', 'rate-low']],
  ['exploding', ['rate-high', 'not-converging']],
  ['dying-relu', ['plateau', 'rate-low', 'not-converging']],
  ['linear', ['plateau', 'not-converging']],
  ['rate-high', ['vanishing', 'saturation', 'not-converging', 'plateau', 'overfitting']],
  ['rate-low', ['plateau']],
]);

/**
 * All that is wrong, the most telling first.
 * @param {Evidence} evidence
 * @returns {Finding[]}
 */
export function diagnose(evidence) {
  const findings = rules.flatMap((rule) => {
    const why = evidence.step >= rule.from ? rule.why(evidence) : null;
    if (!why) return [];
    const { id, title, panel } = rule;
    return [{ id, title, panel, why, fix: rule.fix(evidence) }];
  });
  const covered = new Set(findings.flatMap(({ id }) => implied.get(id) ?? []));
  return findings.filter(({ id }) => !covered.has(id));
}
