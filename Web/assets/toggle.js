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
export async function flip(key, shown, send, paint) {
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
    try {
        while (job.wanted !== job.known.on) job.known = await send(job.wanted);
        paint(job.known);
    } catch (problem) {
        paint(job.known);
        if (problem.status !== 401) tell(problem.text ?? String(problem));
    } finally {
        running.delete(key);
    }
}
