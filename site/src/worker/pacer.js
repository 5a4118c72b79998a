/**
 * How many steps the next slice may run: as many as fit into the budget, by what steps have cost so
 * far, and no more than the chosen speed allows.
 */
export class Pacer {
  #budget;
  #secondsPerStep = 0;
  #speed = 0;
  #paced = true;
  #credit = 0;
  #lastTime = 0;
  /** @type {{time: number, steps: number}[]} */
  #recent = [];

  /** @param {number} budget seconds in a slice */
  constructor(budget) {
    this.#budget = budget;
  }

  /**
   * @param {number} speed steps a second; 0: as fast as it goes
   * @param {number} now seconds
   */
  setSpeed(speed, now) {
    if (speed === this.#speed) return;
    this.#speed = speed;
    this.start(now, this.#paced);
  }

  /**
   * Training starts or goes on: no credit from the pause.
   * @param {number} now seconds
   * @param {boolean} [paced] at the chosen speed
   */
  start(now, paced = true) {
    this.#paced = paced;
    this.#credit = 1;
    this.#lastTime = now;
    this.#recent = [];
  }

  /** A new network: nothing is known of its cost. */
  forget() {
    this.#secondsPerStep = 0;
  }

  /**
   * Steps for the slice that starts now; 0: not yet.
   * @param {number} now seconds
   */
  allowance(now) {
    const fitting =
      this.#secondsPerStep > 0 ? Math.max(1, Math.floor(this.#budget / this.#secondsPerStep)) : 1;
    if (this.#speed === 0 || !this.#paced) return fitting;
    const most = Math.max(1, this.#speed * 0.1);
    this.#credit = Math.min(most, this.#credit + (now - this.#lastTime) * this.#speed);
    this.#lastTime = now;
    return Math.min(fitting, Math.floor(this.#credit));
  }

  /** Seconds until the speed allows another step. */
  get wait() {
    return this.#speed === 0 || !this.#paced ? 0 : Math.max(0, (1 - this.#credit) / this.#speed);
  }

  /**
   * @param {number} steps done
   * @param {number} seconds that they took
   * @param {number} now seconds
   */
  record(steps, seconds, now) {
    if (steps === 0) return;
    const cost = seconds / steps;
    const known = this.#secondsPerStep;
    this.#secondsPerStep = known > 0 ? known + 0.3 * (cost - known) : cost;
    this.#credit -= steps;
    this.#recent.push({ time: now, steps });
    while (this.#recent.length > 2 && now - this.#recent[0].time > 1) this.#recent.shift();
  }

  /** Over the last second. */
  get stepsPerSecond() {
    const [first] = this.#recent;
    const last = this.#recent.at(-1);
    if (!first || !last || last.time <= first.time) return 0;
    let steps = 0;
    for (const entry of this.#recent.slice(1)) steps += entry.steps;
    return steps / (last.time - first.time);
  }
}
