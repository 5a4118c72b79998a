/**
 * `<gp-settings>`: every setting of the experiment, grouped; made from the fields and so from the engine's
 * tables.
 */

import { css, html, nothing } from 'lit';
import { loadModule } from '../load-module.js';
import { auto, entryOf } from '../state/schema.js';
import { changeAllLayers, choose, setDepth } from '../state/operations.js';
import { isGiven, isShipped } from '../data/shipped-info.js';
import { twoDimensional } from '../state/spec.js';
import { same } from '../state/state.js';
import { fields as fieldStyles } from '../styles/field-styles.js';
import { formulas as formulaStyles } from '../styles/formulas.js';
import './dataset-pictures.js';
import { anyField, choiceField, numberField, parameterFields } from './setting-controls.js';
import { activationFormula } from './formula.js';
import { SessionElement, define } from './session-element.js';
import { suggestionOf } from './suggestion.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { Schema, NumberField } from '../state/schema.js'
 * @import { Layer } from '../state/state.js'
 */

/** Groups of fields; the network's own are put together by hand. `more` are those that are seldom changed. */
const groups = {
  data: {
    fields: ['data', 'dataParams', 'samples', 'noise', 'features'],
    more: ['testFraction', 'validationFraction', 'split', 'dataSeed', 'scaling'],
  },
  training: {
    fields: ['optimizer', 'optimizerParams', 'learningRate', 'batchSize', 'seed'],
    more: ['schedule', 'scheduleParams', 'loss', 'lossParams'],
  },
  regularization: { fields: ['l1', 'l2', 'clipNorm', 'clipValue'], more: [] },
  run: { fields: ['speed', 'maxSteps'], more: [] },
};

/** Fields that say nothing about rows that are given. */
const generated = new Set(['samples', 'noise']);
/** Fields that say nothing about data of one coordinate. */
const planar = new Set(['features']);

/** @param {Event} event */
function loadLayerTable({ currentTarget }) {
  const details = /** @type {EventTarget} */ (currentTarget);
  loadModule(details, 'The table of the layers', () => import('./layer-table.js'));
}

/** @param {Event} event */
function loadOwnTable({ currentTarget }) {
  const details = /** @type {EventTarget} */ (currentTarget);
  loadModule(details, 'What reads tables', () => import('./own-table.js'));
}

export class Settings extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    fieldStyles,
    formulaStyles,
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
    /** @type {Promise<unknown> | undefined} */
    this.originModule = undefined;
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
      ${this.group('Regularisation and clipping', false, groups.regularization, session, schema)}
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
    const field = (/** @type {string} */ name) => this.field(name, session, schema);
    return html`<details ?open=${open || fields.some((name) => this.suggested.has(name))}>
      <summary>${title}</summary>
      <div class="fields">${fields.map(field)}</div>
      ${more.length > 0 ? this.more(more, field, moreTitle(more, schema)) : nothing}
    </details>`;
  }

  /**
   * What is seldom changed.
   * @param {string[]} names
   * @param {(name: string) => unknown} field
   * @param {string} title
   */
  more(names, field, title) {
    return html`<details class="more" ?open=${names.some((name) => this.suggested.has(name))}>
      <summary>${title}</summary>
      <div class="fields">${names.map(field)}</div>
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
    if (generated.has(name) && isGiven(state.data)) return nothing;
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
    const { state } = session;
    const { configured } = session.run;
    if (name === 'data')
      return html`${isShipped(state.data) ? this.origin(state.data) : nothing}<gp-dataset-pictures
          .session=${session}
          .locked=${this.locked}
        ></gp-dataset-pictures>
        <details class="more" @toggle=${loadOwnTable}>
          <summary>Your own table</summary>
          <gp-own-table .session=${session} .locked=${this.locked}></gp-own-table>
        </details>`;
    if (name === 'optimizer')
      return formula('optimizers', entryOf(tables.optimizers, state.optimizer));
    if (name === 'schedule') return formula('schedules', entryOf(tables.schedules, state.schedule));
    if (name === 'loss')
      return formula('losses', entryOf(tables.losses, configured?.loss ?? state.loss));
    return nothing;
  }

  /** @param {string} name of a shipped data set */
  origin(name) {
    this.originModule ??= loadModule(
      this,
      'The source of the data',
      () => import('./data-origin.js'),
    );
    return html`<gp-data-origin name=${name}></gp-data-origin>`;
  }

  /**
   * Parameters of the chosen entry of a table.
   * @param {import('../state/schema.js').ParameterGroup} group
   * @param {Session} session
   */
  parameters(group, session) {
    const values = new Map(Object.entries(session.state));
    const params = /** @type {Record<string, number>} */ (values.get(group.params));
    const info = entryOf(group.table, String(values.get(group.choice)));
    return parameterFields(info, params, {
      disabled: this.locked,
      take: (changed) => session.change({ ...session.state, [group.params]: changed }),
    });
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
      ${this.more(
        [
          ...(state.layers.length > 0 ? ['bias'] : []),
          'initialScale',
          'outputActivation',
          'outputInitializer',
        ],
        (name) =>
          name === 'bias'
            ? anyField(schema.layer.bias, this.shared('bias', session))
            : this.field(name, session, schema),
        'More: initial bias and scale, output layer',
      )}
      ${
        state.layers.length === 0
          ? nothing
          : html`<details class="more" @toggle=${loadLayerTable}>
              <summary>Layer by layer</summary>
              <gp-layer-table .session=${session} .locked=${this.locked}></gp-layer-table>
            </details>`
      }
    `;
  }

  /**
   * A setting of every hidden layer.
   * @param {'units' | 'activation' | 'initializer' | 'bias' | 'dropout'} name
   * @param {Session} session
   */
  shared(name, session) {
    return {
      value: common(session.state.layers, name),
      disabled: this.locked,
      suggested: this.suggested.has(name),
      take: (/** @type {any} */ value) =>
        session.change(changeAllLayers(session.state, { [name]: value })),
    };
  }

  /**
   * @param {Session} session
   * @param {Schema} schema
   */
  allLayers(session, schema) {
    const { layers } = session.state;
    const change = (/** @type {Partial<Layer>} */ all) =>
      session.change(changeAllLayers(session.state, all));
    const disabled = this.locked;
    const { units, activation, initializer, dropout } = schema.layer;
    const { activations, initializers } = schema.tables;
    const [chosen, start] = [
      entryOf(activations, String(common(layers, 'activation'))),
      entryOf(initializers, String(common(layers, 'initializer'))),
    ];
    const params = common(layers, 'params');
    const startParams = common(layers, 'initializerParams');
    const fitting = chosen?.recommendedInitializer;
    return html`
      ${anyField(units, this.shared('units', session))}
      ${anyField(activation, this.shared('activation', session))} ${activationFormula(chosen)}
      ${params && parameterFields(chosen, params, { disabled, take: (own) => change({ params: own }) })}
      ${choiceField(named(schema, fitting, initializer), this.shared('initializer', session))}
      ${formula('initializers', start ?? entryOf(initializers, fitting ?? ''))}
      ${
        startParams &&
        parameterFields(start, startParams, {
          disabled,
          take: (own) => change({ initializerParams: own }),
        })
      }
      ${anyField(dropout, this.shared('dropout', session))}
    `;
  }
}

/**
 * @param {import('./formula.js').Table} table
 * @param {import('../../../wasm/js/index.js').Info | undefined} info
 */
const formula = (table, info) => html`<gp-formula table=${table} .info=${info}></gp-formula>`;

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
 * @template {keyof Layer} Name
 * @param {readonly Layer[]} layers
 * @param {Name} name
 */
function common(layers, name) {
  const [first] = layers;
  return layers.every((layer) => same(layer[name], first[name])) ? first[name] : undefined;
}

/**
 * @param {Schema} schema
 * @returns {NumberField}
 */
const depthField = (schema) => ({
  type: 'number',
  name: 'depth',
  label: 'Hidden layers',
  help: 'Depth of the network.',
  minimum: 0,
  maximum: schema.maximumLayers,
  integer: true,
  change: 'reset',
});

/**
 * The field with the automatic choice spelled out: “auto: He normal”.
 * @param {Schema} schema
 * @param {string | undefined} recommended
 * @param {import('../state/schema.js').Field} field
 */
function named(schema, recommended, field) {
  const label = entryOf(schema.tables.initializers, recommended ?? '')?.label;
  const choice = /** @type {import('../state/schema.js').ChoiceField} */ (field);
  if (!label) return choice;
  const options = choice.options.map((option) =>
    option.value === auto ? { ...option, label: `auto: ${label}` } : option,
  );
  return { ...choice, options };
}

define('gp-settings', Settings);
