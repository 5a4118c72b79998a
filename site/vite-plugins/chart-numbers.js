/**
 * uPlot makes an `Intl.NumberFormat` of the browser's language while it loads, which throws for a language that is
 * no language tag (`C`, `en-US@posix`), and then nothing of the page appears. All numbers of our charts are our
 * own texts, so what uPlot would print is printed plainly.
 */

const statement = /const numFormatter = new Intl\.NumberFormat\([^;]*\);/;

/** @returns {import('vite').Plugin} */
export function chartNumbers() {
  return {
    name: 'chart-numbers',
    transform(code, id) {
      if (!/[\\/]uplot[\\/]dist[\\/].*\.js$/i.test(id)) return null;
      if (!statement.test(code)) this.error('uPlot no longer makes its number format where it did');
      return {
        code: code.replace(statement, 'const numFormatter = { format: String };'),
        map: null,
      };
    },
  };
}
