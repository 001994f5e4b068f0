import {find, h} from './dom.js';
import {emit, on} from './events.js';
import {t} from './language.js';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

let away = false;
let wait = FIRST_WAIT;
let timer;

async function isReady() {
    try {
        return (await fetch('/readyz', {cache: 'no-store'})).ok;
    } catch {
        return false;
    }
}

async function tryAgain() {
    clearTimeout(timer);
    if (await isReady()) {
        away = false;
        wait = FIRST_WAIT;
        find('#banner').replaceChildren();
        emit('back');
        return;
    }
    // A little off the exact time, so that the browsers don't all come back at once.
    timer = setTimeout(tryAgain, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
}

function showAway(seconds) {
    if (away) return;
    away = true;
    find('#banner').replaceChildren(
        h('p.banner', {}, t('away'), ' ', h('button.link', {type: 'button', onclick: tryAgain}, t('try-now'))));
    timer = setTimeout(tryAgain, Math.min((seconds ?? 1) * 1000, 5000));
}

/** A quiet line while the server can't be reached, which asks until it can. */
export function watchConnection() {
    on('away', showAway);
    addEventListener('offline', () => showAway());
    addEventListener('online', () => {
        if (away) tryAgain();
    });
}
