import {emit} from './events.js';
import {hasText, language, t} from './language.js';

/** What an answer other than 2xx says (RFC 9457), or that none came. */
export class Problem extends Error {
    /** @param {number} status 0 when no answer came @param {object} [document] the problem's members */
    constructor(status, document = {}, retryAfter = null) {
        super(document.detail ?? `status ${status}`);
        this.status = status;
        this.kind = (document.type ?? (status === 0 ? 'no-answer' : 'unknown')).split(':').pop();
        this.detail = document.detail ?? '';
        this.field = document.field ?? null;
        this.retryAfter = retryAfter;
    }

    /** Whether the same may well succeed in a while. */
    get passes() {
        return this.status === 0 || this.status === 429 || this.status === 503;
    }

    /** For the person: the server's words where they are in the page's language. */
    get text() {
        const key = `problem-${this.kind}`;
        if (language === 'en' && this.detail && this.status !== 0) return this.detail;
        return t(hasText(key) ? key : 'problem-unknown');
    }
}

/** A name for a request, so that its repetition does nothing twice. randomUUID is missing on plain http. */
export function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string|null} link the header Link @returns {string|null} the path of the next page */
function nextPath(link) {
    return link?.match(/<([^>]*)>\s*;[^,]*rel="?next"?/)?.[1] ?? null;
}

// A server that says nothing is as good as away.
const PATIENCE = 30_000;

async function read(response) {
    const isJSON = /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
    return isJSON ? response.json() : {};
}

/**
 * Calls the API with this browser's cookie.
 *
 * @param {string} method
 * @param {string} path
 * @param {{body?: object, key?: string, signal?: AbortSignal, anonymous?: boolean}} [options] `key` is the
 *     Idempotency-Key; with `anonymous` a 401 is an answer like others, not the end of the session
 * @returns {Promise<{body: any, next: string|null}>}
 * @throws {Problem}
 */
export async function call(method, path, {body, key, signal, anonymous = false} = {}) {
    const headers = {Accept: 'application/json'};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (key !== undefined) headers['Idempotency-Key'] = key;
    const patience = AbortSignal.timeout(PATIENCE);
    const stop = signal ? AbortSignal.any([signal, patience]) : patience;
    let response, answer;
    try {
        response = await fetch(path, {method, headers, signal: stop, body: body && JSON.stringify(body)});
        answer = await read(response);
    } catch (error) {
        if (signal?.aborted) throw error;
        emit('away');
        throw new Problem(0);
    }
    if (response.ok) return {body: answer, next: nextPath(response.headers.get('Link'))};
    const problem = new Problem(response.status, answer, Number(response.headers.get('Retry-After')) || null);
    if (response.status === 503) emit('away', problem.retryAfter);
    if (response.status === 401 && !anonymous) emit('session-ended');
    throw problem;
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, {body, ...options});
