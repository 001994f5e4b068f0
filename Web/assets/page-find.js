import {get} from './api.js';
import {h} from './dom.js';
import {makeFeed} from './feed.js';
import {t} from './language.js';
import {personElement} from './person.js';
import {announce, tell} from './status.js';

// Long enough that a word is asked for once, short enough to feel at once.
const PAUSE = 250;

/** Finding people by the beginning of their name. */
export async function findPage({url, signal}) {
    const results = h('div.results');
    const input = h('input', {type: 'search', name: 'name', id: 'find-name', autocomplete: 'off', maxlength: 100,
        placeholder: t('find-hint'), enterkeyhint: 'search', autofocus: true});
    input.value = url.searchParams.get('name') ?? '';
    const form = h('form.find', {role: 'search', action: '/find'},
        h('label.unseen', {for: 'find-name'}, t('find-people')), input);
    let asking = new AbortController();
    let timer;

    async function ask(before = null) {
        clearTimeout(timer);
        asking.abort();
        asking = new AbortController();
        const own = AbortSignal.any([asking.signal, signal]);
        const name = input.value.trim();
        const query = new URLSearchParams({name});
        if (location.pathname === '/find') history.replaceState(history.state, '', name ? `/find?${query}` : '/find');
        if (name === '') {
            results.replaceChildren();
            return;
        }
        const place = before ? `&before=${encodeURIComponent(before)}` : '';
        const first = await get(`/users?${query}${place}`, {signal: own});
        const feed = makeFeed({
            items: (body) => body.users,
            render: personElement,
            empty: t('nobody-found'),
            more: t('more-people'),
            label: t('people'),
            place: `/find?${query}`,
            signal: own,
        });
        feed.take(first);
        results.replaceChildren(feed.element);
        announce(first.next ? t('found-many') : t('found', {n: first.body.users.length}));
    }

    const askAndTell = () => ask().catch((problem) => problem.name !== 'AbortError' && tell(problem.text));
    input.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(askAndTell, PAUSE);
    });
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        askAndTell();
    });
    if (input.value) await ask(url.searchParams.get('before'));
    return {title: t('find-people'), element: h('div', {}, h('h1', {}, t('find-people')), form, results)};
}
