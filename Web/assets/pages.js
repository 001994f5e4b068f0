import {find} from './dom.js';

const MOST = 8;

/** Pages that were shown, by their entry in the browser's history, so that “back” finds them as they were. */
const kept = new Map();

/** @param {string} entry @param {{page: object, scroll: number}} shown */
export function keepPage(entry, shown) {
    kept.delete(entry);
    kept.set(entry, shown);
    if (kept.size <= MOST) return;
    const [oldest, {page}] = kept.entries().next().value;
    kept.delete(oldest);
    if (!isKept(page)) page.end();
}

/** @param {object} page */
export const isKept = (page) => Array.from(kept.values()).some((other) => other.page === page);

/** @param {string} entry */
export const keptPage = (entry) => kept.get(entry);

/** They show what another person may see, or what has changed. */
export function forgetPages() {
    for (const {page} of kept.values()) if (!find('#main').contains(page.element)) page.end();
    kept.clear();
}

/** All elements of the page that is shown, and of those that are kept. @param {string} selector */
export function everywhere(selector) {
    const roots = [find('#main'), ...Array.from(kept.values(), ({page}) => page.element)];
    return new Set(roots.flatMap((root) => Array.from(root.querySelectorAll(selector))));
}
