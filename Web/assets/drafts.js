// What is being written outlives a reload and the end of the session, in this tab.
const PREFIX = 'minitter-draft-';

/** @param {string} name @returns {any} what was kept, or null */
export function draft(name) {
    try {
        return JSON.parse(sessionStorage.getItem(PREFIX + name));
    } catch {
        return null;
    }
}

/** @param {string} name @param {unknown} value `null` forgets it */
export function keepDraft(name, value) {
    try {
        if (value === null) sessionStorage.removeItem(PREFIX + name);
        else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
        // Full, or not allowed: then it is kept on the page alone.
    }
}

/** Another person must not find them. */
export function forgetDrafts() {
    for (const key of Object.keys(sessionStorage)) {
        if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
}
