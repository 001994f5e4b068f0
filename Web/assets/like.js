import {post} from './api.js';
import {h} from './dom.js';
import {icon} from './icons.js';
import {shortNumber, t} from './language.js';
import {everywhere} from './pages.js';
import {flip} from './toggle.js';

function paint(button, {on, count}) {
    button.setAttribute('aria-pressed', on);
    button.dataset.count = count;
    button.querySelector('.count').textContent = count > 0 ? shortNumber(count) : '';
}

function press(button) {
    const id = Number(button.dataset.tweet);
    const shown = {on: button.getAttribute('aria-pressed') === 'true', count: Number(button.dataset.count)};
    const send = async (on) => {
        const {body} = await post(on ? '/like' : '/unlike', {[on ? 'like' : 'unlike']: id});
        return {on: body.liked, count: body.like_count};
    };
    // The same tweet may be on several pages.
    flip(`like-${id}`, shown, send, (state) => {
        for (const copy of new Set([button, ...everywhere(`button.like[data-tweet="${id}"]`)])) paint(copy, state);
    });
}

/** @param {{id: number, liked: boolean, like_count: number}} tweet */
export function likeButton(tweet) {
    const button = h('button.quiet.like', {type: 'button', 'data-tweet': tweet.id},
        icon('heart'), h('span.unseen', {}, t('like')), ' ', h('span.count'));
    button.addEventListener('click', () => press(button));
    paint(button, {on: tweet.liked, count: tweet.like_count});
    return button;
}
