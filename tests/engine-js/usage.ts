// Compiled, not run: see types.test.mjs. Each `@ts-expect-error` must be one.
import {
  EngineError,
  loadEngine,
  supportedVariants,
  type ActivationInfo,
  type Dataset,
  type Divergence,
  type Engine,
  type ErrorCode,
  type GradientCheck,
  type LayerStatistics,
  type Network,
  type NetworkSpec,
  type Snapshot,
  type DoubleUpdate,
  type Trace,
  type Variant,
} from '../../dist/engine/index.js';

export async function use(): Promise<number> {
  const variants: Variant[] = supportedVariants();
  const engine: Engine = await loadEngine({
    variant: variants[0],
    wasmUrl: new URL('https://host/x'),
  });
  await loadEngine();
  await loadEngine({ variant: 'auto', wasmUrl: 'x.wasm' });
  await loadEngine({ module: new WebAssembly.Module(new Uint8Array(8)) });
  // @ts-expect-error no such variant
  await loadEngine({ variant: 'fast' });

  const entry: ActivationInfo = engine.activations[0];
  const bounds: [number, number] = [entry.range.lower, entry.derivativeRange.upper];
  // @ts-expect-error tables are read-only
  engine.activations.push(entry);

  const spec: NetworkSpec = {
    inputs: 2,
    layers: [
      { units: 8, activation: 'elu', params: { alpha: 0.5 }, initializer: 'he-normal', bias: 0.1 },
      {
        units: 8,
        activation: 'relu',
        initializer: { name: 'normal', deviation: 0.1 },
        dropout: 0.2,
      },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: { name: 'huber', delta: 2 },
    optimizer: { name: 'adam', learningRate: 0.1, beta1: 0.8 },
    schedule: 'cosine',
    regularization: { l2: 0.1 },
    clipping: { norm: 1 },
    seed: 7,
  };
  const network: Network = engine.createNetwork(spec);
  // @ts-expect-error a loss is needed
  engine.createNetwork({ inputs: 2, layers: [], optimizer: { name: 'sgd' } });
  // @ts-expect-error units are a number
  engine.createNetwork({ ...spec, layers: [{ units: '8', activation: 'relu' }] });

  const data: Dataset = engine.createDataset({
    kind: 'spirals',
    arms: 3,
    features: ['x1'],
    noise: 0.1,
  });
  engine.createDataset({
    kind: 'arrays',
    x: new Float32Array(4),
    y: new Float32Array(2),
    inputs: 2,
    outputs: 1,
    targets: 'real',
  });

  const { steps, loss, diverged } = network.train(data, {
    steps: 10,
    batchSize: 5,
    shuffle: false,
  });
  const why: Divergence | undefined = diverged;
  // @ts-expect-error read-only
  network.step = steps;
  const mean: number = network.trainBatches(new Float32Array(2), new Float32Array(1), {
    batchSize: 1,
  });
  // @ts-expect-error lists are no Float32Arrays
  network.trainBatch([1, 2], [1]);
  const next: Uint32Array = network.nextRows(data, { batchSize: 4 });
  const following: Uint32Array[] = network.nextRows(data, { batches: 2 });
  const again: Network = engine.createNetwork(network.spec());
  const kept: Float32Array[] = again.optimizerState().slots;
  const slopes: Float32Array = network.inputGradient(new Float32Array(2), 0);
  const means: Float64Array | undefined = data.standardization().inputs?.mean;
  const accuracy: number | undefined = network.evaluate(data, 'test').accuracy;
  // @ts-expect-error no such split
  network.evaluate(data, 'all');
  const taken: Int32Array = network.classify(data, 'test').classes;
  const [axis]: [Float64Array, Float64Array] = engine.principalComponents(new Float32Array(4), {
    columns: 2,
  }).axes;
  const statistics: LayerStatistics[] = network.statistics({
    data,
    rows: 10,
    detail: 'magnitudes',
  });
  // @ts-expect-error not there in every detail
  statistics[0].weightGradient.zeros;
  const trace: Trace = network.trace(new Float32Array(2), new Float32Array(1));
  const check: GradientCheck = network.checkGradients(new Float32Array(2), new Float32Array(1), {
    most: 9,
  });
  const exact: Trace<Float64Array> = network.trace(new Float64Array(2), new Float64Array(1), {
    precision: 'double',
    parameters: check.analytic,
    dropout: { rows: 8, row: 3 },
  });
  // @ts-expect-error double is asked for by name
  network.trace(new Float64Array(2), new Float64Array(1));
  const update: DoubleUpdate = network.updateInDouble(new Float64Array(2), new Float32Array(1));
  const kind: 'weight' | 'bias' | 'slope' = check.worst.kind;
  const snapshot: Snapshot = network.save();
  network.restore(snapshot);
  network.setLearningRate(0.1);
  network.setRegularization({ l1: 1 });
  network.setClipping({ value: 1 });
  network.setParameters(network.parameters());
  network.dispose();
  const seconds: number = engine.benchmarkActivation('relu', { elements: 1, repeats: 1 });
  try {
    engine.activate('relu', new Float32Array(1), { slope: 1 });
  } catch (error) {
    if (error instanceof EngineError) {
      const code: ErrorCode = error.code;
      if (code === 'unknown-name') return 0;
      // @ts-expect-error no such code
      if (code === 'unknown') return 1;
    }
  }
  return (
    loss +
    mean +
    seconds +
    bounds[0] +
    trace.loss +
    exact.loss +
    update.lossAfter +
    taken.length +
    axis.length +
    kind.length +
    (accuracy ?? 0) +
    (why?.step ?? 0) +
    next.length +
    following.length +
    kept.length +
    slopes.length +
    (means?.length ?? data.validation().labels.length + data.validationSize)
  );
}
