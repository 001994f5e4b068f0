import {find, h} from './dom.js';

let clearing;

/** Says something to who listens to a screen reader. @param {string} text */
export function announce(text) {
    const region = find('#status');
    region.textContent = '';
    clearTimeout(clearing);
    // Said again though it may be the same text as before.
    clearing = setTimeout(() => {
        region.textContent = text;
    }, 50);
}

let toast = null;
let hiding;

/** Says something to everybody, for some seconds, without taking the focus. @param {string} text */
export function tell(text) {
    toast?.remove();
    clearTimeout(hiding);
    // In the dialog that is open, because the page under it is inert.
    const place = document.querySelector('dialog[open]') ?? document.body;
    toast = h('div.toast', {'aria-hidden': 'true'}, text);
    place.append(toast);
    announce(text);
    hiding = setTimeout(() => toast.remove(), 6000);
}
