import {get} from './api.js';
import {find, h} from './dom.js';
import {on} from './events.js';
import {t} from './language.js';

// Begins to load when the end is about a screen away.
const AHEAD = '900px';

/**
 * A list that goes on when its end comes near. Its end is a link to a page of its own with the older entries: it works
 * in a new tab, and where nothing watches the scrolling.
 *
 * @param {{items: (body: object) => object[], render: (item: object) => HTMLElement, empty: string, more: string,
 *     label: string, place: string, signal: AbortSignal}} options `place` is the path of the page that the list is on
 */
export function makeFeed({items, render, empty, more, label, place, signal}) {
    const list = h('div.list');
    const end = h('div.end', {'aria-live': 'off'});
    const element = h('section.feed', {'aria-label': label}, list, end);
    let next = null;
    let loading = false;
    let failed = false;

    const watcher = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) goOn();
    }, {rootMargin: AHEAD});
    signal.addEventListener('abort', () => watcher.disconnect());

    function showEnd() {
        watcher.disconnect();
        if (next === null) {
            end.replaceChildren();
            if (list.childElementCount === 0) end.append(h('p.empty', {}, empty));
            return;
        }
        const url = new URL(place, location);
        url.searchParams.set('before', new URL(next, location).searchParams.get('before'));
        const link = h('a.older', {rel: 'next', href: url.pathname + url.search, onclick: follow}, more);
        end.replaceChildren(link);
        watcher.observe(link);
    }

    function follow(event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        const last = list.lastElementChild;
        // Who pressed it goes on reading at the first of the new ones.
        goOn().then(() => last?.nextElementSibling?.focus());
    }

    function take({body, next: link}) {
        next = link;
        const known = new Set(Array.from(list.children, (child) => child.dataset.id));
        const fresh = items(body).filter((item) => !known.has(String(item.id)));
        list.append(...fresh.map(render));
        showEnd();
    }

    async function goOn() {
        if (loading || next === null) return;
        loading = true;
        failed = false;
        element.setAttribute('aria-busy', 'true');
        try {
            take(await get(next, {signal}));
        } catch (problem) {
            if (problem.name === 'AbortError') return;
            failed = true;
            watcher.disconnect();
            find('a', end).textContent = t('older-again');
        } finally {
            loading = false;
            element.removeAttribute('aria-busy');
        }
    }

    on('back', () => failed && goOn(), signal);

    return {
        element,
        list,
        take,
        /** Whether the list has it, or would have further down. @param {number} id */
        knows(id) {
            const ids = Array.from(list.children, (child) => Number(child.dataset.id));
            return ids.includes(id) || (next !== null && id < Math.min(...ids));
        },
        /** @param {{id: number}} item a new one, which goes where its id has it */
        insert(item) {
            if (this.knows(item.id)) return;
            const older = Array.from(list.children).find((child) => Number(child.dataset.id) < item.id);
            list.insertBefore(render(item), older ?? null);
            showEnd();
        },
    };
}
