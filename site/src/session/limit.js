/**
 * “Stop after”: the step at which training ends by itself.
 *
 * @import { Session } from './session.js'
 * @import { Note } from '../state/setting-texts.js'
 */

import { formatCount } from '../format.js';

/** Whether the run has reached that step. @param {Session} session */
export const isAtLimit = ({ state: { maxSteps }, run: { step } }) =>
  maxSteps > 0 && step >= maxSteps;

/**
 * Why Play does nothing at the limit, with an action that removes the limit and trains on.
 * @param {Session} session
 * @returns {Note}
 */
export function limitNote(session) {
  const { state, run: at } = session;
  const message = `Training stopped at step ${formatCount(at.step)}: “Stop after” is ${formatCount(state.maxSteps)}.`;
  const run = () => {
    session.change({ ...session.state, maxSteps: 0 });
    session.play();
  };
  return { field: 'maxSteps', message, action: { label: 'Go on', run, setting: true } };
}
