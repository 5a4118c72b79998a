/** The benchmark's host in a browser: window.bench answers what js-host.mjs can. Served from the checkout's top. */

import { brainContestant } from '../contestants/brain.mjs';
import { convnetContestant } from '../contestants/convnetjs.mjs';
import { jaxContestant } from '../contestants/jax.mjs';
import { tfjsContestant } from '../contestants/tfjs.mjs';
import { JsHost } from '../js-host.mjs';

const BUILDS = { simd: 'wasm', relaxed: 'wasm-relaxed', scalar: 'wasm-scalar' };
const PACKAGES = '/engine/bench/node_modules';

/** @param {string} url */
async function json(url) {
  return (await fetch(url)).json();
}

/** @param {string} url a classic script of a library that sets a global */
function script(url) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = url;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`could not load ${url}`));
    document.head.append(element);
  });
}

const host = new JsHost(await json('/engine/bench/references.json'));

async function loadBuilds() {
  return host.loadBuilds({
    engine: await import('/dist/engine/index.js'),
    kernels: async (variant) =>
      (
        await import(`/build/${BUILDS[variant]}/engine/bench/bench-kernels-${variant}.mjs`)
      ).default(),
  });
}

async function loadPeers() {
  await script(`${PACKAGES}/@tensorflow/tfjs/dist/tf.min.js`);
  await script(`${PACKAGES}/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js`);
  await script(`${PACKAGES}/convnetjs/build/convnet.js`);
  await script(`${PACKAGES}/brain.js/browser.min.js`);
  const { tf, convnetjs, brain } = /** @type {any} */ (globalThis);
  tf.wasm.setWasmPaths(`${PACKAGES}/@tensorflow/tfjs-backend-wasm/dist/`);
  await tf.setBackend('wasm');
  await tf.ready();
  host.add(tfjsContestant(tf));
  host.add(convnetContestant(convnetjs));
  host.add(brainContestant(brain));

  const jax = await import('@jax-js/jax');
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const { version } = await json(`${PACKAGES}/@jax-js/jax/package.json`);
  host.add(jaxContestant(jax, version));

  host.addActivations('tfjs', (name, x) => {
    const f = { tanh: tf.tanh, sigmoid: tf.sigmoid, relu: tf.relu, elu: tf.elu }[name];
    if (!f) return null;
    const input = tf.tensor1d(x);
    return () => tf.dispose(f(input));
  });
  host.addActivations('jax-js', (name, x) => {
    const { nn, numpy } = jax;
    const f = {
      tanh: numpy.tanh,
      sigmoid: nn.sigmoid,
      relu: nn.relu,
      elu: nn.elu,
      gelu: (v) => nn.gelu(v, { approximate: false }),
    }[name];
    if (!f) return null;
    const input = numpy.array(x);
    const compiled = jax.jit((v) => f(v));
    return async () => {
      const result = compiled(input.ref);
      await jax.blockUntilReady(result);
      result.dispose();
    };
  });
}

/**
 * Keeps the thread busy, so that it can be told from the browser's other threads.
 * @param {number} milliseconds
 */
function spin(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

Object.assign(globalThis, { bench: { host, loadBuilds, loadPeers, spin } });
