import {call, get, post} from './api.js';
import {forgetDrafts} from './drafts.js';
import {emit} from './events.js';

// Whoever logs in or out in another tab does so in this one too: they share the cookie.
const tabs = new BroadcastChannel('minitter-session');
tabs.addEventListener('message', () => location.reload());

/** Who is logged in. The token itself is in a cookie that no script can read. */
export const session = {
    /** @type {number|null} */
    userID: null,
    /** @type {{id: number, name: string, profile: string, img_url: string|null}|null} as GET /users/{id} tells */
    person: null,
};

/** Asks the server who this browser is. */
export async function loadSession() {
    const {body} = await get('/session');
    session.userID = body.user_id;
}

/** Asks for the name and picture of who is logged in, unless they are known. */
export async function loadPerson() {
    if (session.userID !== null && session.person === null) {
        session.person = (await get(`/users/${session.userID}`)).body;
    }
    return session.person;
}

async function change(userID) {
    session.userID = userID;
    session.person = null;
    await loadPerson();
    tabs.postMessage('changed');
    emit('session');
}

export async function logIn(email, password) {
    const {body} = await post('/session', {email, password}, {anonymous: true});
    await change(body.user_id);
}

export async function signUp(account, key) {
    await post('/sign-up', account, {key, anonymous: true});
    await logIn(account.email, account.password);
}

export async function logOut() {
    await call('DELETE', '/session', {anonymous: true});
    forgetDrafts();
    await change(null);
}

export async function logOutEverywhere() {
    await post('/logout');
    forgetDrafts();
    await change(null);
}

export async function deleteAccount() {
    await call('DELETE', '/users/me');
    forgetDrafts();
    await change(null);
}

/** The person's own name, text or picture has changed. */
export async function reloadPerson() {
    session.person = null;
    await loadPerson();
    emit('person');
}

/** The cookie is no longer good: there is nobody logged in. */
export function forgetSession() {
    session.userID = null;
    session.person = null;
}
