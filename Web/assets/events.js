// What one module tells the others without knowing them:
//   session        who is logged in has changed
//   person         their name, text or picture has changed
//   session-ended  the server no longer knows the cookie
//   away, back     the server can't be reached, and can be reached again
//   tweeted        {tweet} was written here
//   tweet-deleted  {id}
//   follow         {id, on, count} of the person
const bus = new EventTarget();

/**
 * @param {string} name
 * @param {(detail: any) => void} listener
 * @param {AbortSignal} [signal] ends the listening
 */
export function on(name, listener, signal) {
    bus.addEventListener(name, (event) => listener(event.detail), {signal});
}

/** @param {string} name @param {unknown} [detail] */
export function emit(name, detail) {
    bus.dispatchEvent(new CustomEvent(name, {detail}));
}
