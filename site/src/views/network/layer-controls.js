/** Controls that change the shape of the network and the activation of its layers, at the layers themselves. */

import { css, html, nothing } from 'lit';

/** Least distance of columns at which each layer has its own buttons. */
export const roomyPitch = 86;
const widestHeader = 104;

export const layerControlStyles = css`
  .toolbar,
  .layer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }

  .toolbar {
    gap: 4px 16px;
  }

  .group {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .toolbar .group {
    flex-wrap: wrap;
  }

  .headers {
    position: relative;
    height: 52px;
  }

  .try {
    display: var(--gp-repeated, inline-block);
  }

  .headers .try {
    position: absolute;
    top: 0;
    left: 0;
    z-index: 1;
    width: 92px;
    padding: 3px 6px;
    font-size: var(--gp-size-1, 0.75rem);
    line-height: 1.25;
    text-align: left;
    text-wrap: balance;
    white-space: normal;
  }

  .layer {
    position: absolute;
    top: 0;
    width: 84px;
    translate: -50%;
    flex-direction: column;
    flex-wrap: nowrap;
    gap: 2px;
  }

  .square {
    width: var(--gp-target, 24px);
    padding: 0;
    border-color: var(--gp-rule);
  }

  .count {
    min-width: 3ch;
    line-height: var(--gp-target, 24px);
    text-align: center;
  }

  .choose {
    max-width: 100%;
    padding: 0 2px;
    text-align-last: center;
    text-overflow: ellipsis;
    border-color: transparent;
    background: var(--gp-paper);
    color: var(--gp-ink-2);
  }

  .toolbar .choose {
    max-width: 16ch;
    border-color: var(--gp-control-line);
  }

  .choose:hover:enabled {
    border-color: var(--gp-control-line);
  }

  .suggested {
    border: 1px dashed var(--gp-accent);
    background: var(--gp-accent-soft);
    color: var(--gp-accent);
  }
`;

/**
 * A change to try.
 * @typedef {{ label: string, layers: readonly number[] }} Suggestion
 *
 * @typedef {'add' | 'remove' | 'resize'} LayerAction
 *
 * @typedef {object} ControlledLayers
 * @property {{ units: number, activation: string }[]} layers the output is the last
 * @property {boolean} locked
 * @property {readonly { value: string, label: string, hint?: string }[]} activations to choose from
 * @property {readonly number[]} suggested layers that the change to try would change
 * @property {(action: LayerAction, layer: number, units?: number) => void} change
 * @property {(layer: number) => void} select
 * @property {(layer: number, activation: string) => void} activate
 */

/**
 * Adds and removes hidden layers at the end.
 *
 * @param {ControlledLayers} controlled
 */
export function depthButtons({ layers, change }) {
  const hidden = Math.max(0, layers.length - 1);
  return html`<span class="group">
    hidden layers
    <button
      type="button"
      class="square"
      aria-label="Remove the last hidden layer"
      ?disabled=${hidden === 0}
      @click=${() => change('remove', hidden - 1)}
    >
      −
    </button>
    <span class="count">${hidden}</span>
    <button
      type="button"
      class="square"
      aria-label="Add a hidden layer"
      @click=${() => change('add', hidden)}
    >
      +
    </button>
  </span>`;
}

/**
 * @param {number} layer
 * @param {ControlledLayers} controlled
 */
function unitButtons(layer, { layers, locked, change }) {
  const { units } = layers[layer];
  const name = layerName(layer, layers.length);
  if (locked || layer === layers.length - 1) return html`<span class="count">${units}</span>`;
  return html`<span class="group">
    <button
      type="button"
      class="square"
      aria-label="One unit less in ${name}"
      ?disabled=${units <= 1}
      @click=${() => change('resize', layer, units - 1)}
    >
      −
    </button>
    <span class="count">${units}</span>
    <button
      type="button"
      class="square"
      aria-label="One unit more in ${name}"
      @click=${() => change('resize', layer, units + 1)}
    >
      +
    </button>
  </span>`;
}

/**
 * What the layer's units compute of z, to choose another; as a word where there is no other.
 *
 * @param {number} layer
 * @param {ControlledLayers} controlled
 */
function activationChoice(layer, { layers, activations, suggested, activate }) {
  const { activation } = layers[layer];
  const kind = suggested.includes(layer) ? 'choose suggested' : 'choose';
  if (!activations.length) return html`<span class=${kind}>${activation}</span>`;
  return html`<select
    class=${kind}
    aria-label="Activation of ${layerName(layer, layers.length)}"
    title=${activations.find(({ value }) => value === activation)?.hint ?? ''}
    @change=${(/** @type {Event} */ event) =>
      activate(layer, /** @type {HTMLSelectElement} */ (event.target).value)}
  >
    ${activations.map(
      ({ value, label }) =>
        html`<option value=${value} .selected=${value === activation}>${label}</option>`,
    )}
  </select>`;
}

/**
 * Buttons above each column, for the view to move there; at the left, above the inputs, what to try.
 *
 * @param {ControlledLayers} controlled
 * @param {unknown} suggestion
 */
export function layerHeaders(controlled, suggestion) {
  return html`<div class="headers">
    ${suggestion}
    ${controlled.layers.map(
      (_, layer) =>
        html`<div class="layer">
          ${unitButtons(layer, controlled)} ${activationChoice(layer, controlled)}
        </div>`,
    )}
  </div>`;
}

/**
 * @param {ParentNode} root of the view
 * @param {readonly { x: number }[]} columns the inputs' first
 */
export function placeLayerHeaders(root, columns) {
  const width = Math.min(widestHeader, (columns[2]?.x ?? 0) - (columns[1]?.x ?? 0) - 2);
  root.querySelectorAll('.layer').forEach((element, layer) => {
    const { style } = /** @type {HTMLElement} */ (element);
    style.left = `${columns[layer + 1]?.x ?? 0}px`;
    if (width > 0) style.width = `${width}px`;
  });
}

/**
 * Buttons of one layer, where there is no room above the columns.
 *
 * @param {number} selected
 * @param {ControlledLayers} controlled
 */
export function selectedLayerControls(selected, controlled) {
  const { layers } = controlled;
  if (!layers[selected]) return nothing;
  return html`<span class="group">
    <select
      aria-label="Layer"
      @change=${(/** @type {Event} */ event) =>
        controlled.select(/** @type {HTMLSelectElement} */ (event.target).selectedIndex)}
    >
      ${layers.map(
        (_, layer) =>
          html`<option .selected=${layer === selected}>${layerName(layer, layers.length)}</option>`,
      )}
    </select>
    ${unitButtons(selected, controlled)} ${activationChoice(selected, controlled)}
  </span>`;
}

/**
 * @param {Suggestion} suggestion
 * @param {() => void} take
 */
export const suggestionButton = ({ label }, take) =>
  html`<button type="button" class="suggested try" @click=${take}>Try: ${label}</button>`;

/**
 * @param {number} layer
 * @param {number} layers
 */
export function layerName(layer, layers) {
  return layer === layers - 1 ? 'output' : `layer ${layer + 1}`;
}
