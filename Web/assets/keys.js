import {write} from './composer.js';
import {openDialog} from './dialogs.js';
import {h} from './dom.js';
import {t} from './language.js';
import {session} from './session.js';
import {go} from './router.js';

const OFF = 'minitter-keys-off';

// WCAG 2.1.4: who speaks to the computer must be able to switch single keys off.
const areOff = () => localStorage.getItem(OFF) !== null;

const entries = () => Array.from(document.querySelectorAll('main article'));
const current = () => document.activeElement?.closest?.('main article');

function move(step) {
    const all = entries();
    const at = all.indexOf(current());
    // From outside the list, to the first that can be seen.
    const visible = all.findIndex((entry) => entry.getBoundingClientRect().bottom > 80);
    const next = all[at < 0 ? visible : at + step];
    next?.focus({preventScroll: true});
    next?.scrollIntoView({block: 'nearest'});
}

function help() {
    const keys = [['n', 'key-write'], ['j', 'key-next'], ['k', 'key-previous'], ['l', 'key-like'],
        ['Enter', 'key-open'], ['/', 'key-find'], ['?', 'key-help'], ['Ctrl + Enter', 'key-send']];
    const box = h('input', {type: 'checkbox', onchange: () => {
        if (box.checked) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, 'off');
    }});
    box.checked = !areOff();
    openDialog(t('keys'),
        h('dl.keys', {}, ...keys.map(([key, text]) =>
            h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, t(text))))),
        h('label.check', {}, box, ' ', t('keys-on')));
}

const actions = {
    n: () => session.userID !== null && write(),
    j: () => move(1),
    k: () => move(-1),
    l: () => current()?.querySelector('button.like')?.click(),
    '/': () => go('/find'),
    '?': help,
};

function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const {target} = event;
    if (target.closest('input, textarea, select, canvas') || document.querySelector('dialog[open]')) return;
    if (event.key === 'Enter' && target.matches('main article')) {
        (target.querySelector('a.when') ?? target.querySelector('a.author'))?.click();
        return;
    }
    // ? opens the help even then, where they can be switched on again.
    if (areOff() && event.key !== '?') return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
}

/** Single keys for what is done often. */
export function startKeys() {
    document.addEventListener('keydown', pressed);
}
