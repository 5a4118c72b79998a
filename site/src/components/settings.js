/**
 * `<gp-settings>`: every setting of the experiment, grouped; made from the fields and so from the engine's
 * tables.
 */

import { css, html, nothing } from 'lit';
import { auto, entryOf, parameterField } from '../state/fields.js';
import { changeAllLayers, choose, setDepth } from '../state/operations.js';
import { twoDimensional } from '../state/spec.js';
import { fields as fieldStyles } from '../styles/fields.js';
import './dataset-pictures.js';
import { activationFormula, anyField, choiceField, formula, numberField } from './fields.js';
import './layer-table.js';
import { SessionElement, define } from './session-element.js';
import { suggestionOf } from './suggestion.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { Schema, NumberField } from '../state/fields.js'
 * @import { Layer } from '../state/state.js'
 */

/** Groups of fields; the network's own are put together by hand. `more` are those that are seldom changed. */
const groups = {
  data: {
    fields: ['dataset', 'datasetParams', 'samples', 'noise', 'features'],
    more: ['testFraction', 'dataSeed', 'scaling'],
  },
  training: {
    fields: ['optimizer', 'optimizerParams', 'learningRate', 'batchSize', 'seed'],
    more: ['schedule', 'scheduleParams', 'loss', 'lossParams'],
  },
  restraint: { fields: ['l1', 'l2', 'clipNorm', 'clipValue'], more: [] },
  run: { fields: ['speed', 'maxSteps'], more: [] },
};

/** Fields that say nothing about data of one coordinate. */
const planar = new Set(['features']);

export class Settings extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    fieldStyles,
    css`
      details {
        border-top: 1px solid var(--gp-rule);
      }

      details:first-of-type {
        border-top: 0;
      }

      summary {
        display: flex;
        align-items: center;
        min-height: 32px;
        font-weight: 600;
        cursor: pointer;
      }

      summary::after {
        content: '';
        width: 6px;
        height: 6px;
        margin-left: auto;
        margin-right: 6px;
        border-right: 1.5px solid var(--gp-ink-3);
        border-bottom: 1.5px solid var(--gp-ink-3);
        transform: rotate(45deg) translate(-2px, -2px);
      }

      details[open] > summary::after {
        transform: rotate(225deg) translate(-2px, -2px);
      }

      summary::-webkit-details-marker {
        display: none;
      }

      details.more {
        border-top: 0;
      }

      details.more > summary::after {
        display: none;
      }

      .fields {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
        padding-bottom: 12px;
      }
    `,
  ];

  constructor() {
    super();
    /** Names of the settings that the next thing to try would change. @type {ReadonlySet<string>} */
    this.suggested = new Set();
  }

  /** @override */
  render() {
    const { session } = this;
    const schema = session?.schema;
    if (!session || !schema) return html`<p>The settings appear once the engine is loaded.</p>`;
    this.suggested = suggestionOf(session)?.fields ?? new Set();
    return html`
      ${this.group('Data', true, groups.data, session, schema)}
      <details open>
        <summary>Network</summary>
        <div class="fields">${this.network(session, schema)}</div>
      </details>
      ${this.group('Training', true, groups.training, session, schema)}
      ${this.group('Regularisation and clipping', false, groups.restraint, session, schema)}
      ${this.group('Speed', false, groups.run, session, schema)}
    `;
  }

  /**
   * @param {string} title
   * @param {boolean} open
   * @param {{fields: string[], more: string[]}} names
   * @param {Session} session
   * @param {Schema} schema
   */
  group(title, open, { fields, more }, session, schema) {
    const list = (/** @type {string[]} */ names) =>
      html`<div class="fields">${names.map((name) => this.field(name, session, schema))}</div>`;
    const marked = (/** @type {string[]} */ names) =>
      names.some((name) => this.suggested.has(name));
    return html`<details ?open=${open || marked(fields)}>
      <summary>${title}</summary>
      ${list(fields)}
      ${
        more.length > 0
          ? html`<details class="more" ?open=${marked(more)}>
              <summary>${moreTitle(more, schema)}</summary>
              ${list(more)}
            </details>`
          : nothing
      }
    </details>`;
  }

  /**
   * @param {string} name
   * @param {Session} session
   * @param {Schema} schema
   */
  field(name, session, schema) {
    const { state } = session;
    if (planar.has(name) && !twoDimensional(state, schema)) return nothing;
    const group = schema.groups.find(({ params }) => params === name);
    if (group) return this.parameters(group, session);
    const field = schema.fields.get(name);
    if (!field || field.type === 'text') return nothing;
    const control = anyField(field, {
      value: new Map(Object.entries(state)).get(name),
      disabled: this.locked,
      suggested: this.suggested.has(name),
      take: (value) => session.change(choose(schema, state, name, value)),
    });
    return html`${control}${this.explanation(name, session, schema)}`;
  }

  /**
   * What stands below a choice.
   * @param {string} name
   * @param {Session} session
   * @param {Schema} schema
   */
  explanation(name, session, { tables }) {
    const { state, configured } = session;
    if (name === 'dataset')
      return html`<gp-dataset-pictures
        .session=${session}
        .locked=${this.locked}
      ></gp-dataset-pictures>`;
    if (name === 'optimizer') return formula(entryOf(tables.optimizers, state.optimizer));
    if (name === 'loss') return formula(entryOf(tables.losses, configured?.loss ?? state.loss));
    return nothing;
  }

  /**
   * Parameters of the chosen entry of a table.
   * @param {import('../state/fields.js').ParameterGroup} group
   * @param {Session} session
   */
  parameters(group, session) {
    const values = new Map(Object.entries(session.state));
    const params = /** @type {Record<string, number>} */ (values.get(group.params));
    const info = entryOf(group.table, String(values.get(group.choice)));
    return (info?.parameters ?? []).filter(isOwn).map((parameter) =>
      numberField(parameterField(parameter), {
        value: params[parameter.name] ?? parameter.default,
        disabled: this.locked,
        take: (value) =>
          session.change({
            ...session.state,
            [group.params]: { ...params, [parameter.name]: value },
          }),
      }),
    );
  }

  /**
   * @param {Session} session
   * @param {Schema} schema
   */
  network(session, schema) {
    const { state } = session;
    return html`
      ${numberField(depthField(schema), {
        value: state.layers.length,
        disabled: this.locked,
        suggested: this.suggested.has('depth'),
        take: (depth) => session.change(setDepth(state, depth)),
      })}
      ${state.layers.length === 0 ? nothing : this.allLayers(session, schema)}
      ${this.field('outputActivation', session, schema)}
      <gp-layer-table .session=${session} .locked=${this.locked}></gp-layer-table>
    `;
  }

  /**
   * @param {Session} session
   * @param {Schema} schema
   */
  initializerParameters(session, schema) {
    const { state } = session;
    const name = common(state.layers, 'initializer');
    const [{ initializerParams }] = state.layers;
    const info = entryOf(schema.tables.initializers, String(name));
    return (info?.parameters ?? []).map((parameter) =>
      numberField(parameterField(parameter), {
        value: initializerParams[parameter.name] ?? parameter.default,
        disabled: this.locked,
        take: (value) => {
          const params = { ...initializerParams, [parameter.name]: value };
          return session.change(changeAllLayers(session.state, { initializerParams: params }));
        },
      }),
    );
  }

  /**
   * @param {Session} session
   * @param {Schema} schema
   */
  allLayers(session, schema) {
    const { layers } = session.state;
    const bind = (/** @type {'units' | 'activation' | 'initializer' | 'dropout'} */ name) => ({
      value: common(layers, name),
      disabled: this.locked,
      suggested: this.suggested.has(name),
      take: (/** @type {any} */ value) =>
        session.change(changeAllLayers(session.state, { [name]: value })),
    });
    const { units, activation, initializer, dropout } = schema.layer;
    const chosen = entryOf(schema.tables.activations, String(common(layers, 'activation')));
    return html`
      ${anyField(units, bind('units'))} ${anyField(activation, bind('activation'))}
      ${activationFormula(chosen)}
      ${choiceField(named(schema, chosen?.recommendedInitializer, initializer), bind('initializer'))}
      ${this.initializerParameters(session, schema)} ${anyField(dropout, bind('dropout'))}
    `;
  }
}

/** Parameters that the page has fields of its own for. @param {{name: string}} parameter */
const isOwn = ({ name }) => !['samples', 'noise', 'seed', 'learningRate'].includes(name);

/**
 * “More: test share, data seed, inputs”.
 * @param {readonly string[]} names
 * @param {Schema} schema
 */
function moreTitle(names, schema) {
  const labels = names.flatMap((name) => schema.fields.get(name)?.label ?? []);
  return `More: ${labels.join(', ').toLowerCase()}`;
}

/**
 * The value that all layers share; undefined where they differ.
 * @param {readonly Layer[]} layers
 * @param {'units' | 'activation' | 'initializer' | 'dropout'} name
 */
function common(layers, name) {
  const [first] = layers;
  return layers.every((layer) => layer[name] === first[name]) ? first[name] : undefined;
}

/**
 * @param {Schema} schema
 * @returns {NumberField}
 */
const depthField = (schema) => ({
  ...{ type: 'number', name: 'depth', label: 'Hidden layers', help: 'Depth of the network.' },
  ...{ minimum: 0, maximum: schema.maximumLayers, integer: true, change: 'reset' },
});

/**
 * The field with the automatic choice spelled out: “fitting: He normal”.
 * @param {Schema} schema
 * @param {string | undefined} recommended
 * @param {import('../state/fields.js').Field} field
 */
function named(schema, recommended, field) {
  const label = entryOf(schema.tables.initializers, recommended ?? '')?.label;
  const choice = /** @type {import('../state/fields.js').ChoiceField} */ (field);
  if (!label) return choice;
  const options = choice.options.map((option) =>
    option.value === auto ? { ...option, label: `fitting: ${label}` } : option,
  );
  return { ...choice, options };
}

define('gp-settings', Settings);
