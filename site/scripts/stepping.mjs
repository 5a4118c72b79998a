/** Brings the run of an open page to a step: it is stepped, not played, so that it is the same on every machine. */

/* global customElements, document */

/**
 * @param {import('playwright-core').Page} page
 * @param {number} steps
 * @param {boolean} [anew] from the start, with no earlier runs on the loss chart
 */
export async function run(page, steps, anew = true) {
  await page.evaluate(
    async ({ count, first }) => {
      await customElements.whenDefined('gradient-playground');
      const element = /** @type {any} */ (document.querySelector('gradient-playground'));
      await element.ready();
      const { session } = element;
      await session.pause();
      if (first) {
        await session.reset();
        session.pastRuns = [];
      }
      const drawn = () => new Promise((done) => setTimeout(done, 60));
      for (let done = 0; done < count && !session.run.divergence; done += count / 20) {
        await session.advance('step', Math.round(count / 20));
        await drawn();
      }
    },
    { count: steps, first: anew },
  );
}
