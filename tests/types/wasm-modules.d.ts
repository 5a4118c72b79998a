// What emcc writes beside wasm/js/index.js in dist/engine/; it is not there when the sources are checked.
declare module '*/gradient-simd.mjs' {
  const create: (options?: object) => Promise<any>;
  export default create;
}
declare module '*/gradient-relaxed.mjs' {
  export { default } from '*/gradient-simd.mjs';
}
declare module '*/gradient-scalar.mjs' {
  export { default } from '*/gradient-simd.mjs';
}
