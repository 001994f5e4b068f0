import {post} from './api.js';
import {h} from './dom.js';
import {emit} from './events.js';
import {t} from './language.js';
import {everywhere} from './pages.js';
import {flip} from './toggle.js';

function paint(button, {on, count}) {
    button.dataset.on = on;
    button.dataset.count = count;
    button.querySelector('.label').textContent = t(on ? 'following-button' : 'follow');
}

function press(button) {
    const id = Number(button.dataset.person);
    const shown = {on: button.dataset.on === 'true', count: Number(button.dataset.count)};
    const send = async (on) => {
        const {body} = await post(on ? '/follow' : '/unfollow', {[on ? 'follow' : 'unfollow']: id});
        return {on: body.followed, count: body.follower_count};
    };
    flip(`follow-${id}`, shown, send, (state) => {
        for (const copy of new Set([button, ...everywhere(`button.follow[data-person="${id}"]`)])) paint(copy, state);
        emit('follow', {id, ...state});
    });
}

/** @param {{id: number, name: string, followed: boolean, follower_count: number}} person */
export function followButton(person) {
    const button = h('button.follow', {type: 'button', 'data-person': person.id},
        h('span.label'), h('span.unseen', {}, ` ${person.name}`));
    button.addEventListener('click', () => press(button));
    paint(button, {on: person.followed, count: person.follower_count});
    return button;
}
