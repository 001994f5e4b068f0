import {get} from './api.js';
import {h} from './dom.js';
import {on} from './events.js';
import {t} from './language.js';
import {announce} from './status.js';

const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 5 * 60_000;

/**
 * Asks now and then whether there is something newer than the list shows, while somebody looks, and says so on a
 * button. Each time that there is nothing it waits longer.
 *
 * @param {object} options
 * @param {(id: number) => boolean} options.knows whether a tweet is shown
 * @param {(tweets: object[], whole: boolean) => void} options.show gets the new ones, or a whole page of them, which
 *     may not reach down to what is shown
 * @param {AbortSignal} options.signal
 */
export function watchNews({knows, show, signal}) {
    const button = h('button.news', {type: 'button', hidden: true, onclick: reveal});
    let waiting = [];
    let whole = false;
    let wait = FIRST_WAIT;
    let asked = Date.now();
    let timer;

    function reveal() {
        button.hidden = true;
        show(waiting, whole);
        waiting = [];
        wait = FIRST_WAIT;
        plan();
    }

    async function ask() {
        clearTimeout(timer);
        if (signal.aborted || document.hidden || !button.isConnected) return plan();
        asked = Date.now();
        try {
            const {body} = await get('/timeline?limit=20', {signal});
            const before = waiting.length;
            waiting = body.timeline.filter(({id}) => !knows(id));
            whole = waiting.length === body.timeline.length && waiting.length === 20;
            wait = waiting.length > before ? FIRST_WAIT : Math.min(wait * 1.5, LONGEST_WAIT);
            if (waiting.length !== before) showCount();
        } catch {
            wait = Math.min(wait * 2, LONGEST_WAIT);
        }
        plan();
    }

    function showCount() {
        button.hidden = waiting.length === 0;
        button.textContent = whole ? t('many-new-tweets') : t('new-tweets', {n: waiting.length});
        if (!button.hidden) announce(button.textContent);
    }

    function plan() {
        clearTimeout(timer);
        if (!signal.aborted) timer = setTimeout(ask, wait);
    }

    document.addEventListener('visibilitychange', () => {
        if (!document.hidden && Date.now() - asked > FIRST_WAIT) ask();
    }, {signal});
    on('back', ask, signal);
    signal.addEventListener('abort', () => clearTimeout(timer));
    plan();
    return button;
}
