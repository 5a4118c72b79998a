/** The modules that `site/vite-plugins/formulas.js` makes from the engine's tables: formulas as MathML, by entry. */
declare module 'virtual:formulas/*' {
  export interface Formulas {
    formula: string;
    /** Of an activation. */
    derivative?: string;
  }
  const formulas: Record<string, Formulas>;
  export default formulas;
}
