/** `<gp-layer-table>`: the settings of the hidden layers, one by one. */

import { css, html, nothing } from 'lit';
import { entryOf } from '../state/schema.js';
import { addLayer, changeLayer, removeLayer } from '../state/operations.js';
import { fields as fieldStyles } from '../styles/field-styles.js';
import { anyField, parameterFields } from './setting-controls.js';
import { icon } from './icons.js';
import { SessionElement, define } from './session-element.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { Schema } from '../state/schema.js'
 * @import { Layer } from '../state/state.js'
 */

export class LayerTable extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    fieldStyles,
    css`
      section {
        display: grid;
        gap: 4px;
        padding: 6px 0 10px 10px;
        border-left: 2px solid var(--gp-rule);
      }

      header {
        display: flex;
        align-items: center;
        gap: 4px;
      }

      header h3 {
        margin-right: auto;
      }

      header button {
        min-height: 24px;
        padding: 0 5px;
      }
    `,
  ];

  /** @override */
  render() {
    const { session } = this;
    const schema = session?.schema;
    if (!session || !schema) return nothing;
    return session.state.layers.map((layer, index) => this.layer(layer, index, session, schema));
  }

  /**
   * @param {Layer} layer
   * @param {number} index
   * @param {Session} session
   * @param {Schema} schema
   */
  layer(layer, index, session, schema) {
    return html`<section data-layer=${index}>
      <header>
        <h3>Hidden layer ${index + 1}</h3>
        ${this.button('plus', `Add a layer behind layer ${index + 1}`, () =>
          session.change(addLayer(session.state, index)),
        )}
        ${this.button('close', `Remove layer ${index + 1}`, () =>
          session.change(removeLayer(session.state, index)),
        )}
      </header>
      ${Object.values(schema.layer).map((field) =>
        anyField(field, {
          value: new Map(Object.entries(layer)).get(field.name),
          disabled: this.locked,
          take: (value) =>
            session.change(changeLayer(session.state, index, { [field.name]: value })),
        }),
      )}
      ${this.parameters(layer, index, session, schema)}
    </section>`;
  }

  /**
   * @param {Layer} layer
   * @param {number} index
   * @param {Session} session
   * @param {Schema} schema
   */
  parameters(layer, index, session, schema) {
    const { activations, initializers } = schema.tables;
    const bind = (/** @type {'params' | 'initializerParams'} */ name) => ({
      disabled: this.locked,
      take: (/** @type {Record<string, number>} */ params) =>
        session.change(changeLayer(session.state, index, { [name]: params })),
    });
    return [
      parameterFields(entryOf(activations, layer.activation), layer.params, bind('params')),
      parameterFields(
        entryOf(initializers, layer.initializer),
        layer.initializerParams,
        bind('initializerParams'),
      ),
    ];
  }

  /**
   * @param {'plus' | 'close'} name
   * @param {string} label
   * @param {() => void} action
   */
  button(name, label, action) {
    return html`<button
      type="button"
      class="quiet"
      aria-label=${label}
      title=${label}
      ?disabled=${this.locked}
      @click=${action}
    >
      ${icon(name)}
    </button>`;
  }
}

define('gp-layer-table', LayerTable);
