import {tell} from './status.js';

/** What is being sent, by key. */
const running = new Map();

/**
 * Shows the other state at once, and sends it. When that fails the last state that the server told is shown again. What
 * is pressed while something is being sent is sent after it, so that the last press counts.
 *
 * @param {string} key what is switched, such as `like-5`
 * @param {{on: boolean, count: number}} shown the state that is shown
 * @param {(on: boolean) => Promise<{on: boolean, count: number}>} send
 * @param {(state: {on: boolean, count: number}) => void} paint
 */
export function flip(key, shown, send, paint) {
    const guess = ({known, wanted}) => ({on: wanted, count: known.count + Number(wanted) - Number(known.on)});
    const other = running.get(key);
    if (other) {
        other.wanted = !other.wanted;
        paint(guess(other));
        return;
    }
    const job = {known: shown, wanted: !shown.on};
    running.set(key, job);
    paint(guess(job));
    job.end = settle(job, send, paint).finally(() => running.delete(key));
}

async function settle(job, send, paint) {
    try {
        while (job.wanted !== job.known.on) job.known = await send(job.wanted);
    } catch (problem) {
        if (problem.status !== 401) tell(problem.text ?? String(problem));
    }
    paint(job.known);
}

/** Waits for what is being sent: a list that depends on it is asked for afterwards. */
export const settled = () => Promise.all(Array.from(running.values(), ({end}) => end));
