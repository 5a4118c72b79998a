/**
 * Hand-written JavaScript: what a careful author gets from V8 without WebAssembly. One typed array per quantity, row by
 * row, loops over contiguous memory and nothing allocated in a step. (Arrays of doubles measured no faster, and both
 * kinds in one page would make every loop polymorphic.)
 */

import { checkedRows, widthOf } from '../workloads.mjs';

/** @typedef {import('../workloads.mjs').Workload} Workload */
/** @typedef {import('../workloads.mjs').Data} Data */

/** x W + b, for every row. */
function forwardProducts(x, inputs, w, b, z, width, rows) {
  for (let r = 0; r < rows; r++) {
    const zr = r * width;
    const xr = r * inputs;
    for (let j = 0; j < width; j++) z[zr + j] = b[j];
    for (let i = 0; i < inputs; i++) {
      const v = x[xr + i];
      const wi = i * width;
      for (let j = 0; j < width; j++) z[zr + j] += v * w[wi + j];
    }
  }
}

/** Sums of x^T dz and of dz. */
function weightGradients(x, inputs, dz, dw, db, width, rows) {
  dw.fill(0);
  db.fill(0);
  for (let r = 0; r < rows; r++) {
    const zr = r * width;
    const xr = r * inputs;
    for (let j = 0; j < width; j++) db[j] += dz[zr + j];
    for (let i = 0; i < inputs; i++) {
      const v = x[xr + i];
      const wi = i * width;
      for (let j = 0; j < width; j++) dw[wi + j] += v * dz[zr + j];
    }
  }
}

/** dz W^T, for every row. */
function inputGradients(dz, w, dx, inputs, width, rows) {
  for (let r = 0; r < rows; r++) {
    const zr = r * width;
    const xr = r * inputs;
    for (let i = 0; i < inputs; i++) {
      const wi = i * width;
      let sum = 0;
      for (let j = 0; j < width; j++) sum += dz[zr + j] * w[wi + j];
      dx[xr + i] = sum;
    }
  }
}

function tanh(z, a, count) {
  for (let i = 0; i < count; i++) a[i] = Math.tanh(z[i]);
}

/** By one exponential: V8 needs a third of the time that it needs for Math.tanh. */
function fastTanh(z, a, count) {
  for (let i = 0; i < count; i++) a[i] = 1 - 2 / (Math.exp(2 * z[i]) + 1);
}

function sigmoid(z, a, count) {
  for (let i = 0; i < count; i++) a[i] = 1 / (1 + Math.exp(-z[i]));
}

function relu(z, a, count) {
  for (let i = 0; i < count; i++) a[i] = z[i] > 0 ? z[i] : 0;
}

function softmax(z, a, units, rows) {
  for (let r = 0; r < rows; r++) {
    const start = r * units;
    let top = z[start];
    for (let j = 1; j < units; j++) if (z[start + j] > top) top = z[start + j];
    let sum = 0;
    for (let j = 0; j < units; j++) sum += a[start + j] = Math.exp(z[start + j] - top);
    for (let j = 0; j < units; j++) a[start + j] /= sum;
  }
}

function maxout(z, a, choice, units, pieces, rows) {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < units; j++) {
      let best = r * units * pieces + j;
      for (let p = 1, k = best + units; p < pieces; p++, k += units) if (z[k] > z[best]) best = k;
      choice[r * units + j] = best;
      a[r * units + j] = z[best];
    }
  }
}

function sgd(p, g, rate) {
  for (let i = 0; i < p.length; i++) p[i] -= rate * g[i];
}

function adam(p, g, m, v, scale, rate, correction) {
  for (let i = 0; i < p.length; i++) {
    const gi = g[i] * scale;
    const mi = (m[i] = 0.9 * m[i] + 0.1 * gi);
    const vi = (v[i] = 0.999 * v[i] + 0.001 * gi * gi);
    p[i] -= (rate * mi) / (Math.sqrt(vi * correction) + 1e-8);
  }
}

class Layer {
  constructor(spec, inputs, parameters, batchSize, tanhOf) {
    this.tanh = tanhOf;
    this.activation = spec.activation;
    this.inputs = inputs;
    this.units = spec.units;
    this.pieces = spec.pieces ?? 1;
    this.width = widthOf(spec);
    this.w = parameters.slice(0, inputs * this.width);
    this.b = parameters.slice(inputs * this.width);
    this.dw = new Float32Array(this.w.length);
    this.db = new Float32Array(this.b.length);
    this.moments = [this.w, this.w, this.b, this.b].map(
      (values) => new Float32Array(values.length),
    );
    this.resize(batchSize);
  }

  resize(rows) {
    this.z = new Float32Array(rows * this.width);
    this.a = new Float32Array(rows * this.units);
    this.da = new Float32Array(rows * this.units);
    // where dL/da turns into dL/dz in place, they are one array
    this.dz = this.activation === 'maxout' ? new Float32Array(rows * this.width) : this.da;
    this.choice = this.activation === 'maxout' ? new Int32Array(rows * this.units) : null;
  }

  forward(x, rows) {
    forwardProducts(x, this.inputs, this.w, this.b, this.z, this.width, rows);
    const count = rows * this.units;
    if (this.activation === 'tanh') this.tanh(this.z, this.a, count);
    else if (this.activation === 'sigmoid') sigmoid(this.z, this.a, count);
    else if (this.activation === 'relu') relu(this.z, this.a, count);
    else if (this.activation === 'softmax') softmax(this.z, this.a, this.units, rows);
    else maxout(this.z, this.a, this.choice, this.units, this.pieces, rows);
    return this.a;
  }

  backward(x, dx, rows) {
    const { a, da, dz, z, choice } = this;
    const count = rows * this.units;
    if (this.activation === 'tanh') {
      for (let i = 0; i < count; i++) da[i] *= 1 - a[i] * a[i];
    } else if (this.activation === 'sigmoid') {
      for (let i = 0; i < count; i++) da[i] *= a[i] * (1 - a[i]);
    } else if (this.activation === 'relu') {
      for (let i = 0; i < count; i++) if (z[i] <= 0) da[i] = 0;
    } else if (this.activation === 'maxout') {
      dz.fill(0);
      for (let i = 0; i < count; i++) dz[choice[i]] = da[i];
    }
    weightGradients(x, this.inputs, dz, this.dw, this.db, this.width, rows);
    if (dx) inputGradients(dz, this.w, dx, this.inputs, this.width, rows);
  }
}

class Network {
  constructor(workload, parameters, tanhOf) {
    this.workload = workload;
    this.steps = 0;
    let inputs = workload.inputs;
    let offset = 0;
    this.layers = workload.layers.map((spec) => {
      const end = offset + (inputs + 1) * widthOf(spec);
      const values = parameters.subarray(offset, end);
      const layer = new Layer(spec, inputs, values, workload.batchSize, tanhOf);
      inputs = spec.units;
      offset = end;
      return layer;
    });
  }

  forward(x, rows) {
    let a = x;
    for (const layer of this.layers) a = layer.forward(a, rows);
    return a;
  }

  step(x, y) {
    const { layers } = this;
    const { batchSize, optimizer, learningRate } = this.workload;
    const p = this.forward(x, batchSize);
    const last = layers[layers.length - 1];
    for (let i = 0; i < p.length; i++) last.da[i] = p[i] - y[i];
    for (let l = layers.length - 1; l >= 0; l--) {
      const below = layers[l - 1];
      layers[l].backward(below ? below.a : x, below ? below.da : null, batchSize);
    }
    this.steps++;
    const scale = 1 / batchSize;
    const rate = learningRate / (1 - 0.9 ** this.steps);
    const correction = 1 / (1 - 0.999 ** this.steps);
    for (const layer of layers) {
      if (optimizer === 'sgd') {
        sgd(layer.w, layer.dw, learningRate * scale);
        sgd(layer.b, layer.db, learningRate * scale);
      } else {
        const [mw, vw, mb, vb] = layer.moments;
        adam(layer.w, layer.dw, mw, vw, scale, rate, correction);
        adam(layer.b, layer.db, mb, vb, scale, rate, correction);
      }
    }
  }
}

/** With JavaScript's own tanh. */
export const handWritten = contestant('hand-written', 'hand-written JavaScript', tanh, () => null);

/** By an author who knows that Math.tanh is what costs a small network most. */
export const handWrittenFastTanh = contestant(
  'hand-written-fast-tanh',
  'hand-written JavaScript with its own tanh',
  fastTanh,
  ({ layers }) => (layers[0].activation === 'tanh' ? null : 'has no tanh'),
);

/**
 * @param {string} name
 * @param {string} title
 * @param {typeof tanh} tanhOf
 * @param {(workload: Workload) => string | null} refuses
 * @returns {import('./contestant.mjs').Contestant}
 */
function contestant(name, title, tanhOf, refuses) {
  return {
    name,
    title,
    refuses,
    create: async (workload, data, parametersOf) => {
      const networks = Array.from(
        { length: workload.networks },
        (_, n) => new Network(workload, parametersOf(n), tanhOf),
      );
      return runnerOf(workload, data, networks);
    },
  };
}

/**
 * @param {Workload} workload
 * @param {Data} data
 * @param {Network[]} networks
 * @returns {import('./contestant.mjs').Runner}
 */
function runnerOf(workload, data, networks) {
  const { batchSize } = workload;
  const batches = Array.from({ length: Math.floor(data.rows / batchSize) }, (_, b) => ({
    x: data.x.slice(b * batchSize * data.inputs, (b + 1) * batchSize * data.inputs),
    y: data.y.slice(b * batchSize * data.outputs, (b + 1) * batchSize * data.outputs),
  }));
  let at = 0;
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) {
        const { x, y } = batches[at];
        at = (at + 1) % batches.length;
        for (const network of networks) {
          if (workload.kind === 'predict') network.forward(x, batchSize);
          else network.step(x, y);
        }
      }
    },
    predict() {
      const rows = checkedRows(workload);
      const x = data.x.slice(0, rows * data.inputs);
      return networks.flatMap((network) => {
        for (const layer of network.layers) layer.resize(Math.max(rows, batchSize));
        return Array.from(network.forward(x, rows).subarray(0, rows * data.outputs));
      });
    },
    dispose() {},
  };
}
