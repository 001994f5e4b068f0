import {h} from './dom.js';

/** How many characters a tweet may have. */
export const TWEET_LIMIT = 300;

/** Characters as the server counts them: Unicode scalars, not UTF-16 units. @param {string} text */
export function countCharacters(text) {
    let count = 0;
    for (const _ of text) count += 1;
    return count;
}

// Only these two schemes are ever linked; what else looks like an address stays text.
const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^\u3000]+/giu;
// What ends a sentence or closes a bracket is not part of an address that it follows.
const TAIL = /[.,:;!?…。、，！？'"’”»]+$/u;

const countOf = (text, character) => text.split(character).length - 1;

/** @param {string} found @returns {string} the address without what only follows it */
function withoutTail(found) {
    const address = found.replace(TAIL, '');
    const closesMore = ['()', '[]', '（）'].some(([open, close]) =>
        address.endsWith(close) && countOf(address, close) > countOf(address, open));
    return closesMore ? withoutTail(address.slice(0, -1)) : address;
}

/**
 * Text with its addresses made links. They open in a new tab and are told nothing of where they were clicked.
 *
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export function linked(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(ADDRESS)) {
        const address = withoutTail(match[0]);
        const url = URL.canParse(address) ? new URL(address) : null;
        if (!url || !url.hostname || !['http:', 'https:'].includes(url.protocol)) continue;
        parts.push(text.slice(end, match.index));
        parts.push(h('a', {href: url.href, rel: 'nofollow noopener noreferrer ugc', target: '_blank'}, address));
        end = match.index + address.length;
    }
    parts.push(text.slice(end));
    return parts.filter((part) => part !== '');
}

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** What stands for a person without a picture: the first character of their name. @param {string} name */
export function initial(name) {
    const [first] = graphemes.segment(name.trim());
    return (first?.segment ?? '?').toLocaleUpperCase();
}
