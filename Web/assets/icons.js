const SVG = 'http://www.w3.org/2000/svg';

// Lines in a square of 24.
const PATHS = {
    home: 'M4 10.5 12 4l8 6.5V20h-5.5v-5h-5v5H4z',
    find: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20',
    person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.7-4 3.7-6 7.5-6s6.8 2 7.5 6',
    settings: 'M4 7h9M17.5 7H20M4 17h2.5M11 17h9'
        + 'M15.3 9.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM8.7 19.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
    write: 'M5 19l1-4.5L16.5 4 20 7.5 9.5 18zM14 6.5 17.5 10',
    heart: 'M12 20S4 15.2 4 9.3C4 6.6 6 5 8 5c1.8 0 3.2 1 4 2.5'
        + 'C12.8 6 14.2 5 16 5c2 0 4 1.6 4 4.3C20 15.2 12 20 12 20z',
    trash: 'M5 7h14M10 7V4.5h4V7M6.5 7l1 12.5h9l1-12.5M10.3 11v5M13.7 11v5',
    feed: 'M5 5c8 0 14 6 14 14M5 11.5c4 0 7.5 3.5 7.5 7.5M6.5 18.5a1 1 0 1 0 0-2 1 1 0 0 0 0 2z',
    left: 'M14.5 5.5 8 12l6.5 6.5',
    right: 'M9.5 5.5 16 12l-6.5 6.5',
    up: 'M5.5 14.5 12 8l6.5 6.5',
    down: 'M5.5 9.5 12 16l6.5-6.5',
    close: 'M6 6l12 12M18 6 6 18',
};

/** A picture beside a text, or in a button with a label of its own. @param {keyof typeof PATHS} name */
export function icon(name) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', PATHS[name]);
    svg.append(path);
    return svg;
}
