import {get} from './api.js';
import {makeComposer} from './composer.js';
import {h} from './dom.js';
import {on} from './events.js';
import {makeFeed} from './feed.js';
import {t} from './language.js';
import {watchNews} from './news.js';
import {settled} from './toggle.js';
import {tweetElement} from './tweet.js';

/** The home timeline of who is logged in. */
export async function homePage({url, signal}) {
    const before = url.searchParams.get('before');
    const path = before ? `/timeline?${new URLSearchParams({before})}` : '/timeline';
    // Who has just been followed belongs to it.
    await settled();
    const first = await get(path, {signal});
    const feed = makeFeed({
        items: (body) => body.timeline,
        render: (tweet) => tweetElement(tweet),
        empty: t('empty-timeline'),
        more: t('older-tweets'),
        label: t('timeline'),
        place: '/',
        signal,
    });
    feed.take(first);

    // A page of older ones stays as it is.
    const isTop = before === null;
    const news = isTop && watchNews({
        knows: feed.knows,
        signal,
        async show(tweets, whole) {
            if (whole) {
                feed.list.replaceChildren();
                feed.take(await get('/timeline', {signal}));
            } else {
                for (const tweet of tweets) feed.insert(tweet);
            }
            scrollTo(0, 0);
            feed.list.firstElementChild?.focus({preventScroll: true});
        },
    });
    if (isTop) on('tweeted', ({tweet}) => feed.insert(tweet), signal);
    return {
        title: t('home'),
        element: h('div', {},
            h('h1.unseen', {tabindex: '-1'}, t('timeline')), makeComposer({signal}), news, feed.element),
    };
}
