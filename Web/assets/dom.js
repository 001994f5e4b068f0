/**
 * Makes an element: `h('a.author', {href: '/people/2'}, 'Jo')`.
 *
 * Children are nodes or text, and text stays text: nothing here reads markup. A property that begins with `on` is a
 * listener, `true` is an empty attribute, and `false`, `null` and `undefined` leave the attribute or child away.
 *
 * @param {string} name the element's name, with classes after dots
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node|string|number|false|null|undefined)} children
 * @returns {HTMLElement}
 */
export function h(name, properties = {}, ...children) {
    const [tag, ...classes] = name.split('.');
    const element = document.createElement(tag);
    if (classes.length > 0) element.className = classes.join(' ');
    for (const [key, value] of Object.entries(properties)) {
        if (value === false || value === null || value === undefined) continue;
        if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.filter((child) => child !== false && child !== null && child !== undefined));
    return element;
}

/** @param {string} selector @returns {HTMLElement} */
export const find = (selector, root = document) => root.querySelector(selector);

let lastID = 0;

/** An id that no other element of this page has, for labels and descriptions. */
export const newID = (prefix) => `${prefix}-${(lastID += 1)}`;
