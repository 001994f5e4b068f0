import {Problem} from './api.js';
import {emit} from './events.js';

/**
 * Sends a profile picture. By XMLHttpRequest, because fetch tells nothing of how much has gone up.
 *
 * @param {Blob} picture
 * @param {AbortSignal} signal stops it
 * @param {(part: number) => void} progress 0 to 1
 * @returns {Promise<{img_url: string}>}
 */
export function upload(picture, signal, progress) {
    const form = new FormData();
    form.append('profile-pic', picture, 'picture');
    const request = new XMLHttpRequest();
    signal.addEventListener('abort', () => request.abort());
    return new Promise((resolve, reject) => {
        request.upload.addEventListener('progress', (event) => {
            if (event.lengthComputable) progress(event.loaded / event.total);
        });
        request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
        request.addEventListener('error', () => {
            emit('away');
            reject(new Problem(0));
        });
        request.addEventListener('load', () => {
            if (request.status === 200) return resolve(request.response);
            if (request.status === 401) emit('session-ended');
            if (request.status === 503) emit('away');
            return reject(new Problem(request.status, request.response ?? {}));
        });
        request.open('POST', '/profile-picture');
        request.responseType = 'json';
        request.send(form);
    });
}
