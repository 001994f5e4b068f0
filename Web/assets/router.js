import {find, h} from './dom.js';
import {on} from './events.js';
import {t} from './language.js';
import {forgetPages, isKept, keepPage, keptPage} from './pages.js';

/**
 * A page is made by `make({params, url, signal})`, which answers `{title, element}` once its first data is there. It
 * lives until no “back” can lead to it; then `signal` aborts.
 *
 * @type {{pattern: RegExp, make: Function}[]}
 */
let routes = [];
let shown = null;
let coming = null;

const match = (path) => {
    for (const {pattern, make} of routes) {
        const params = pattern.exec(path);
        if (params) return {make, params: params.slice(1)};
    }
    return null;
};

function failure(problem, again) {
    const missing = problem.status === 404 || problem.status === 400;
    return {
        title: t(missing ? 'not-here' : 'not-loaded'),
        failed: true,
        element: h('section.notice', {},
            h('h1', {tabindex: '-1'}, t(missing ? 'not-here' : 'not-loaded')),
            h('p', {}, problem.text ?? String(problem)),
            !missing && h('button', {type: 'button', onclick: again}, t('try-again'))),
    };
}

function put(page, scroll) {
    const first = shown === null;
    if (shown && shown.page !== page && !isKept(shown.page)) shown.page.end?.();
    shown = {page, entry: history.state?.entry};
    document.title = page.title === 'Minitter' ? page.title : `${page.title} · Minitter`;
    find('#main').replaceChildren(page.element);
    document.body.classList.remove('loading');
    for (const link of document.querySelectorAll('nav.main a')) {
        link.toggleAttribute('aria-current', link.pathname === location.pathname);
        if (link.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
    }
    if (scroll !== undefined) scrollTo(0, scroll);
    else if (!first) {
        scrollTo(0, 0);
        // Tells a screen reader that this is another page, and where to begin: at its field, or at its heading.
        (find('[autofocus], h1[tabindex]', page.element) ?? find('#main')).focus({preventScroll: true});
    }
}

/** Says that nothing can be shown. @param {Error} problem @param {() => void} again tries it once more */
export const showFailure = (problem, again) => put(failure(problem, again));

/** Shows the page of the address in the browser's bar. */
export async function show() {
    coming?.abort();
    const own = (coming = new AbortController());
    const url = new URL(location);
    const route = match(url.pathname);
    document.body.classList.add('loading');
    let page;
    try {
        page = await route.make({params: route.params, url, signal: own.signal});
    } catch (problem) {
        if (own.signal.aborted) return;
        if (problem.status === undefined) console.error(problem);
        page = failure(problem, show);
    }
    if (own.signal.aborted) return;
    coming = null;
    put({...page, end: () => own.abort()});
}

function leave() {
    if (shown?.entry && !shown.page.failed) keepPage(shown.entry, {page: shown.page, scroll: scrollY});
}

/** @param {string} address a path of ours @param {{replace?: boolean}} [options] */
export async function go(address, {replace = false} = {}) {
    leave();
    const state = {entry: crypto.getRandomValues(new Uint32Array(2)).join('-')};
    history[replace ? 'replaceState' : 'pushState'](state, '', address);
    await show();
}

/** Shows the page anew, and no other as it was before: another person may look. */
export async function restart() {
    forgetPages();
    await show();
}

function clicked(event) {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.hasAttribute('download')) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.hash || !match(link.pathname)) return;
    event.preventDefault();
    find('dialog[open]')?.close();
    go(link.pathname + link.search);
}

/** @param {typeof routes} table */
export function startRouter(table) {
    routes = table;
    history.scrollRestoration = 'manual';
    history.replaceState({entry: 'first', ...history.state}, '');
    document.addEventListener('click', clicked);
    addEventListener('popstate', () => {
        const entry = history.state?.entry;
        if (shown && entry === shown.entry) return;
        leave();
        find('dialog[open]')?.close();
        const kept = keptPage(entry);
        coming?.abort();
        if (kept) put(kept.page, kept.scroll);
        else show();
    });
    on('back', () => shown?.page.failed && show());
    on('session', restart);
    return show();
}
