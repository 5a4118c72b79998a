/**
 * JavaScript with one object per neuron and per connection, one sample after the other: how TensorFlow Playground and
 * many a tutorial build a network, and what they can reach.
 */

import { checkedRows } from '../workloads.mjs';

const ACTIVATIONS = {
  tanh: { value: (z) => Math.tanh(z), derivative: (z) => 1 - Math.tanh(z) ** 2 },
};

class Link {
  constructor(source, target, weight) {
    this.source = source;
    this.target = target;
    this.weight = weight;
    this.gradient = 0;
    this.gradients = 0;
    this.count = 0;
  }
}

class Neuron {
  constructor(activation) {
    this.activation = activation;
    this.inputs = [];
    this.outputs = [];
    this.bias = 0;
    this.z = 0;
    this.a = 0;
    this.outputGradient = 0;
    this.inputGradient = 0;
    this.gradients = 0;
    this.count = 0;
  }

  update() {
    this.z = this.bias;
    for (const link of this.inputs) this.z += link.weight * link.source.a;
    this.a = this.activation.value(this.z);
    return this.a;
  }
}

class Network {
  constructor(workload, parameters) {
    let offset = 0;
    this.layers = [Array.from({ length: workload.inputs }, () => new Neuron(null))];
    for (const { units, activation } of workload.layers) {
      const sources = this.layers[this.layers.length - 1];
      const layer = Array.from({ length: units }, () => new Neuron(ACTIVATIONS[activation]));
      for (const source of sources) {
        for (const target of layer) {
          const link = new Link(source, target, parameters[offset++]);
          source.outputs.push(link);
          target.inputs.push(link);
        }
      }
      for (const neuron of layer) neuron.bias = parameters[offset++];
      this.layers.push(layer);
    }
  }

  forward(input) {
    this.layers[0].forEach((neuron, i) => {
      neuron.a = input[i];
    });
    for (let l = 1; l < this.layers.length; l++) {
      for (const neuron of this.layers[l]) neuron.update();
    }
    return this.layers[this.layers.length - 1];
  }

  backward(target) {
    this.layers[this.layers.length - 1].forEach((neuron, i) => {
      neuron.outputGradient = neuron.a - target[i];
    });
    for (let l = this.layers.length - 1; l >= 1; l--) {
      for (const neuron of this.layers[l]) {
        neuron.inputGradient = neuron.outputGradient * neuron.activation.derivative(neuron.z);
        neuron.gradients += neuron.inputGradient;
        neuron.count++;
        for (const link of neuron.inputs) {
          link.gradient = neuron.inputGradient * link.source.a;
          link.gradients += link.gradient;
          link.count++;
        }
      }
      if (l === 1) break;
      for (const neuron of this.layers[l - 1]) {
        neuron.outputGradient = 0;
        for (const link of neuron.outputs) {
          neuron.outputGradient += link.weight * link.target.inputGradient;
        }
      }
    }
  }

  update(learningRate) {
    for (let l = 1; l < this.layers.length; l++) {
      for (const neuron of this.layers[l]) {
        neuron.bias -= (learningRate * neuron.gradients) / neuron.count;
        neuron.gradients = 0;
        neuron.count = 0;
        for (const link of neuron.inputs) {
          link.weight -= (learningRate * link.gradients) / link.count;
          link.gradients = 0;
          link.count = 0;
        }
      }
    }
  }
}

/** @type {import('./contestant.mjs').Contestant} */
export const objectGraph = {
  name: 'object-graph',
  title: 'object-graph JavaScript',
  refuses: ({ inputs }) => (inputs > 2 ? 'one object per connection: for small networks' : null),
  async create(workload, data, parametersOf) {
    const networks = Array.from(
      { length: workload.networks },
      (_, n) => new Network(workload, parametersOf(n)),
    );
    const rows = Array.from({ length: data.rows }, (_, r) => ({
      x: Array.from(data.x.subarray(r * data.inputs, (r + 1) * data.inputs)),
      y: Array.from(data.y.subarray(r * data.outputs, (r + 1) * data.outputs)),
    }));
    const { batchSize, learningRate } = workload;
    const end = Math.floor(data.rows / batchSize) * batchSize;
    let at = 0;
    return {
      run(steps) {
        for (let step = 0; step < steps; step++) {
          for (const network of networks) {
            for (let r = at; r < at + batchSize; r++) {
              network.forward(rows[r].x);
              if (workload.kind !== 'predict') network.backward(rows[r].y);
            }
            if (workload.kind !== 'predict') network.update(learningRate);
          }
          at = (at + batchSize) % end;
        }
      },
      predict: () =>
        networks.flatMap((network) =>
          rows
            .slice(0, checkedRows(workload))
            .flatMap(({ x }) => network.forward(x).map((neuron) => neuron.a)),
        ),
      dispose() {},
    };
  },
};
