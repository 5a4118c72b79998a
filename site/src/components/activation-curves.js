/**
 * The activation of each layer as a curve, asked of the engine once for each activation, its parameters and a
 * reach that holds the layer's pre-activations.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../views/signal-panel.js').FunctionCurve} FunctionCurve
 */

const points = 193;
/** Reaches of the axis of z: few, so that it seldom changes while training goes on. */
const reaches = [5, 10, 20, 50, 100, 1000];

export class ActivationCurves {
  /** @type {Map<string, FunctionCurve | null>} */
  #known = new Map();

  /**
   * What is known now; what is not is asked for, and `arrived` called once it is there.
   * @param {Session} session
   * @param {() => void} arrived
   * @returns {(FunctionCurve | null)[]} one per layer; null where the activation is not element-wise
   */
  of(session, arrived) {
    const { configured, schema, layers, state } = session;
    return (configured?.layers ?? []).map(({ activation }, layer) => {
      const info = schema?.tables.activations.find(({ name }) => name === activation);
      if (!info?.elementwise) return null;
      const params = state.layers[layer]?.params ?? {};
      const reach = reachOf(layers?.[layer]?.preActivation);
      const key = JSON.stringify([activation, params, reach]);
      const known = this.#known.get(key);
      if (known === undefined) this.#ask(session, { key, activation, params, reach }, arrived);
      return known ?? null;
    });
  }

  /**
   * @param {Session} session
   * @param {{key: string, activation: string, params: Record<string, number>, reach: number}} wanted
   * @param {() => void} arrived
   */
  async #ask(session, { key, activation, params, reach }, arrived) {
    this.#known.set(key, null);
    const x = Float32Array.from(
      { length: points },
      (_, index) => reach * ((2 * index) / (points - 1) - 1),
    );
    try {
      const { value, derivative } = await session.engine.curve(activation, params, x);
      this.#known.set(key, { x, f: value, derivative });
      arrived();
    } catch {
      this.#known.delete(key);
    }
  }
}

/** @param {{minimum: number, maximum: number} | undefined} distribution */
function reachOf(distribution) {
  const most = Math.max(-(distribution?.minimum ?? 0), distribution?.maximum ?? 0);
  return reaches.find((reach) => most <= reach) ?? reaches[reaches.length - 1];
}
