import {h, newID} from './dom.js';
import {t} from './language.js';
import {announce} from './status.js';

/**
 * A label, its field, and a place for what is wrong with it.
 *
 * @param {string} label
 * @param {{name: string, rows?: number, hint?: string}} properties the field's attributes; with `rows` it is a textarea
 */
export function field(label, {hint, rows, value, ...properties}) {
    const id = newID('field');
    const input = h(rows ? 'textarea' : 'input', {id, rows, ...properties, 'aria-describedby': `${id}-note`});
    if (value !== undefined) input.value = value;
    return h('div.field', {},
        h('label', {for: id}, label), input,
        h('p.note', {id: `${id}-note`}, h('span.wrong', {role: 'alert'}), hint && h('span.hint', {}, hint)));
}

function showWrong(input, text) {
    const note = input.closest('.field')?.querySelector('.wrong');
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    if (note) note.textContent = text;
}

/**
 * A form that says beside its fields what is wrong with them, in the page's language, and is sent once at a time.
 *
 * @param {{fields: HTMLElement[], action: string, submit: (values: Record<string, string>, form: HTMLFormElement) =>
 *     Promise<void>, done?: string, danger?: boolean}} options
 */
export function makeForm({fields, action, submit, done, ...properties}) {
    const outcome = h('p.outcome', {role: 'alert'});
    const button = h('button.primary', {type: 'submit'}, action);
    const form = h('form', {novalidate: true, ...properties}, ...fields, outcome, h('div.buttons', {}, button));
    const inputs = () => Array.from(form.elements).filter((element) => element.name);

    function check() {
        for (const input of inputs()) {
            const {valueMissing, valid} = input.validity;
            const key = input.dataset.wrong ?? 'check-field';
            showWrong(input, valid ? '' : t(valueMissing ? 'fill-in' : key));
        }
        const first = inputs().find((input) => !input.validity.valid);
        first?.focus();
        return !first;
    }

    form.addEventListener('input', ({target}) => {
        if (target.getAttribute('aria-invalid')) showWrong(target, '');
    });
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        outcome.textContent = '';
        if (button.getAttribute('aria-disabled') || !check()) return;
        button.setAttribute('aria-disabled', 'true');
        form.setAttribute('aria-busy', 'true');
        try {
            await submit(Object.fromEntries(inputs().map((input) => [input.name, input.value])), form);
            if (done) {
                outcome.textContent = done;
                announce(done);
            }
        } catch (problem) {
            if (problem.text === undefined) throw problem;
            const blamed = inputs().find((input) => input.name === problem.field
                || (problem.kind === 'wrong-password' && input.autocomplete === 'current-password'));
            if (blamed) {
                showWrong(blamed, problem.text);
                blamed.focus();
            } else {
                outcome.textContent = problem.text;
            }
        } finally {
            button.removeAttribute('aria-disabled');
            form.removeAttribute('aria-busy');
        }
    });
    return form;
}
