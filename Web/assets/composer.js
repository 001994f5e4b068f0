import {newKey, post} from './api.js';
import {openDialog} from './dialogs.js';
import {draft, keepDraft} from './drafts.js';
import {h, newID} from './dom.js';
import {emit, on} from './events.js';
import {t} from './language.js';
import {session} from './session.js';
import {announce} from './status.js';
import {countCharacters, TWEET_LIMIT} from './text.js';

// From here on the counter speaks to a screen reader.
const NEAR = 20;

/**
 * A form that writes a tweet. What is typed is kept in the tab until the server has taken it. Its Idempotency-Key is
 * kept with it: sent again, whatever became of the first time, it is still one tweet.
 *
 * @param {{signal: AbortSignal, sent?: () => void}} options
 */
export function makeComposer({signal, sent}) {
    const id = newID('composer');
    // Whoever logs in next must not find it.
    const name = `tweet-${session.userID}`;
    const kept = draft(name) ?? {text: ''};
    let attempt = kept.attempt ?? null;

    const text = h('textarea', {id, rows: 3, placeholder: t('composer-hint'), 'aria-describedby': `${id}-count`});
    text.value = kept.text;
    const counter = h('span.counter', {id: `${id}-count`});
    const wrong = h('p.wrong', {role: 'alert'});
    const button = h('button.primary', {type: 'submit'}, t('tweet-button'));
    const form = h('form.composer', {},
        h('label.unseen', {for: id}, t('composer-label')), text, wrong, h('div.buttons', {}, counter, button));

    function count() {
        const left = TWEET_LIMIT - countCharacters(text.value);
        counter.textContent = t('counter', {n: TWEET_LIMIT - left, limit: TWEET_LIMIT});
        counter.classList.toggle('over', left < 0);
        button.disabled = left < 0 || text.value.trim() === '';
        return left;
    }

    text.addEventListener('input', () => {
        keepDraft(name, text.value === '' ? null : {text: text.value, attempt});
        const left = count();
        if (left === NEAR || left === 0) announce(t('left', {n: left}));
        if (left < 0) announce(t('over', {n: -left}));
    });
    text.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
    });
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (button.disabled) return;
        const body = {tweet: text.value};
        if (attempt?.text !== body.tweet) attempt = {text: body.tweet, key: newKey()};
        keepDraft(name, {text: body.tweet, attempt});
        button.disabled = true;
        wrong.textContent = '';
        try {
            const {body: tweet} = await post('/tweet', body, {key: attempt.key});
            attempt = null;
            text.value = '';
            keepDraft(name, null);
            announce(t('tweeted'));
            emit('tweeted', {tweet});
            sent?.();
        } catch (problem) {
            wrong.textContent = `${t('not-sent')} ${problem.text ?? ''}`;
        }
        count();
    });
    // Sent from another form of this page.
    on('tweeted', () => {
        text.value = draft(name)?.text ?? '';
        count();
    }, signal);
    count();
    return form;
}

/** Leads to the form on this page, or opens one over it. */
export function write() {
    const here = document.querySelector('main form.composer textarea');
    if (here) {
        here.focus();
        here.scrollIntoView({block: 'center'});
        return;
    }
    const closed = new AbortController();
    const dialog = openDialog(t('write'), makeComposer({signal: closed.signal, sent: () => dialog.close()}));
    dialog.addEventListener('close', () => closed.abort());
    dialog.querySelector('textarea').focus();
}
