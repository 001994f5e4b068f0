import {h, newID} from './dom.js';
import {icon} from './icons.js';
import {t} from './language.js';

/**
 * Opens a dialog over the page; Escape, its cross and a press beside it close it. The focus goes back to where it was.
 *
 * @param {string} title
 * @param {...Node} content
 * @returns {HTMLDialogElement} already open; `dialog.close(value)` closes it
 */
export function openDialog(title, ...content) {
    const heading = newID('dialog');
    const close = h('button.quiet.close', {type: 'button', onclick: () => dialog.close()},
        icon('close'), h('span.unseen', {}, t('close')));
    const dialog = h('dialog', {'aria-labelledby': heading},
        h('div.dialog-head', {}, h('h2', {id: heading}, title), close), ...content);
    const opener = document.activeElement;
    dialog.addEventListener('close', () => {
        dialog.remove();
        if (opener?.isConnected) opener.focus();
    });
    dialog.addEventListener('pointerdown', (event) => {
        if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}

/**
 * Asks before something that can't be taken back.
 *
 * @param {{title: string, text: string, action: string, consent?: string}} question with `consent`, a box that must be
 *     ticked first
 * @returns {Promise<boolean>}
 */
export function confirmed({title, text, action, consent}) {
    return new Promise((resolve) => {
        const yes = h('button.danger', {type: 'submit', value: 'yes'}, action);
        const no = h('button', {type: 'button', autofocus: true, onclick: () => dialog.close()}, t('cancel'));
        const box = consent && h('label.check', {}, h('input', {type: 'checkbox', required: true}), ' ', consent);
        const form = h('form', {method: 'dialog'}, h('p', {}, text), box, h('div.buttons', {}, no, yes));
        const dialog = openDialog(title, form);
        dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'));
    });
}
