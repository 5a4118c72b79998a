// What emcc writes beside wasm/js/index.js in dist/engine/; it is not there when the sources are checked.
declare module '*/gradient-simd.js' {
  const create: (options?: object) => Promise<any>;
  export default create;
}
declare module '*/gradient-relaxed.js' {
  export { default } from '*/gradient-simd.js';
}
declare module '*/gradient-scalar.js' {
  export { default } from '*/gradient-simd.js';
}
