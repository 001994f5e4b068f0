import {words} from './words.js';

const wanted = navigator.languages?.length ? navigator.languages : [navigator.language ?? 'en'];
const languageOf = (tag) => tag.split('-')[0].toLowerCase();

/** What the browser prefers of what there is, with its region, for numbers and dates. */
export const locale = wanted.find((tag) => languageOf(tag) in words) ?? 'en';

/** `en` or `ko`. */
export const language = languageOf(locale);

const numbers = new Intl.NumberFormat(locale);

/**
 * The text of a key, with `{name}` replaced by the value of that name. Of two forms, `{n} tweet|{n} tweets`, the first
 * is for one.
 *
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
export function t(key, values = {}) {
    const forms = words[language][key].split('|');
    const form = forms.length > 1 && values.n !== 1 ? forms[1] : forms[0];
    return form.replace(/\{(\w+)\}/g, (_, name) =>
        typeof values[name] === 'number' ? numbers.format(values[name]) : values[name]);
}

const shortNumbers = new Intl.NumberFormat(locale, {notation: 'compact', maximumFractionDigits: 1});

/** “12K”, or “1.2만”. @param {number} count */
export const shortNumber = (count) => shortNumbers.format(count);

/** Whether there is a text of this key. @param {string} key */
export const hasText = (key) => key in words[language];

document.documentElement.lang = language;
