/**
 * The activation of each layer as a curve, asked of the engine once for each activation, its parameters and a
 * reach that holds the layer's pre-activations.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../views/signal-panel.js').FunctionCurve} FunctionCurve
 */

const points = 193;
/** @type {FunctionCurve} what stands in for a curve that is still to come */
const awaited = Object.freeze({
  x: new Float32Array(0),
  f: new Float32Array(0),
  derivative: new Float32Array(0),
});
/** Reaches of the axis of z: few, so that it seldom changes while training goes on. */
const reaches = [5, 10, 20, 50, 100, 1000];

export class ActivationCurves {
  /** @type {Map<string, FunctionCurve>} by activation, parameters and reach */
  #known = new Map();
  /** @type {Map<string, FunctionCurve>} the last that came, of whatever reach, by activation and parameters */
  #latest = new Map();

  /**
   * What is known now; what is not is asked for, and `arrived` called once it is there. Until then its
   * place is taken by the same function over another reach, or by a curve without points.
   * @param {Session} session
   * @param {() => void} arrived
   * @returns {(FunctionCurve | null)[]} one per layer; null where the activation is not element-wise
   */
  of(session, arrived) {
    const { run, schema, state } = session;
    const { configured, layers } = run;
    return (configured?.layers ?? []).map(({ activation }, layer) => {
      const info = schema?.tables.activations.find(({ name }) => name === activation);
      if (!info?.elementwise) return null;
      const params = state.layers[layer]?.params ?? {};
      const reach = reachOf(layers?.[layer]?.preActivation);
      const name = JSON.stringify([activation, params]);
      const known = this.#known.get(`${name} ${reach}`);
      if (!known) this.#ask(session, { name, activation, params, reach }, arrived);
      else if (known !== awaited) return known;
      return this.#latest.get(name) ?? awaited;
    });
  }

  /**
   * @param {Session} session
   * @param {{name: string, activation: string, params: Record<string, number>, reach: number}} wanted
   * @param {() => void} arrived
   */
  async #ask(session, { name, activation, params, reach }, arrived) {
    const key = `${name} ${reach}`;
    this.#known.set(key, awaited);
    const x = Float32Array.from(
      { length: points },
      (_, index) => reach * ((2 * index) / (points - 1) - 1),
    );
    try {
      const { value, derivative } = await session.engine.curve(activation, params, x);
      const curve = { x, f: value, derivative };
      this.#known.set(key, curve);
      this.#latest.set(name, curve);
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
