import {h} from './dom.js';
import {language, locale, t} from './language.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** “3 min”, or “3분 전”: English leaves the “ago” away, Korean can't. */
function distance(count, unit) {
    if (language === 'ko') return new Intl.RelativeTimeFormat('ko', {numeric: 'always'}).format(-count, unit);
    // Of all Englishes the American has the shortest.
    return new Intl.NumberFormat('en-US', {style: 'unit', unit, unitDisplay: 'short'}).format(count);
}

/**
 * When something was, in few characters.
 *
 * @param {Date} date
 * @param {Date} [now]
 */
export function ago(date, now = new Date()) {
    const seconds = (now - date) / 1000;
    if (seconds < MINUTE) return t('now');
    if (seconds < HOUR) return distance(Math.floor(seconds / MINUTE), 'minute');
    if (seconds < DAY) return distance(Math.floor(seconds / HOUR), 'hour');
    if (seconds < 7 * DAY) return distance(Math.floor(seconds / DAY), 'day');
    const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
    return new Intl.DateTimeFormat(locale, {year, month: 'short', day: 'numeric'}).format(date);
}

const whole = new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeStyle: 'short'});
const month = new Intl.DateTimeFormat(locale, {year: 'numeric', month: 'long'});

/** @param {string} stamp as the API writes it; the whole time is in the title */
export function timeElement(stamp) {
    const date = new Date(stamp);
    return h('time', {datetime: stamp, title: whole.format(date)}, ago(date));
}

/** @param {string} stamp */
export const monthOf = (stamp) => month.format(new Date(stamp));

/** Keeps the times of this page true. */
export function keepTimes() {
    setInterval(() => {
        if (document.hidden) return;
        for (const element of document.querySelectorAll('main time[datetime]')) {
            const text = ago(new Date(element.dateTime));
            if (element.textContent !== text) element.textContent = text;
        }
    }, 30_000);
}
