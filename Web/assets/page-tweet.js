import {get} from './api.js';
import {h} from './dom.js';
import {on} from './events.js';
import {t} from './language.js';
import {go} from './router.js';
import {tweetElement} from './tweet.js';

/** One tweet. */
export async function tweetPage({params: [id], signal}) {
    const {body: tweet} = await get(`/tweet/${id}`, {signal});
    on('tweet-deleted', (deleted) => {
        if (deleted.id === tweet.id && location.pathname === `/tweets/${id}`) go('/', {replace: true});
    }, signal);
    return {
        title: t('tweet-by', {name: tweet.user.name}),
        element: h('div', {},
            h('h1.unseen', {tabindex: '-1'}, t('tweet-by', {name: tweet.user.name})),
            tweetElement(tweet, {alone: true})),
    };
}
