import {get} from './api.js';
import {h} from './dom.js';
import {on} from './events.js';
import {makeFeed} from './feed.js';
import {t} from './language.js';
import {personElement, personHead, personTabs} from './person.js';
import {session} from './session.js';
import {tweetElement} from './tweet.js';

const people = {items: (body) => body.users, render: personElement};
const parts = {
    tweets: {items: (body) => body.tweets, render: (tweet) => tweetElement(tweet)},
    likes: {items: (body) => body.likes, render: (tweet) => tweetElement(tweet)},
    followers: people,
    following: people,
};

/** A person, with what they wrote and like, whom they follow and who follows them. */
export async function personPage({params: [id, part = 'tweets'], url, signal}) {
    const before = url.searchParams.get('before');
    const query = before ? `?${new URLSearchParams({before})}` : '';
    const [{body: person}, first] = await Promise.all([
        get(`/users/${id}`, {signal}),
        get(`/users/${id}/${part}${query}`, {signal}),
    ]);
    const feed = makeFeed({
        ...parts[part],
        empty: t(`empty-${part}`),
        more: t(part === 'tweets' || part === 'likes' ? 'older-tweets' : 'more-people'),
        label: t(`label-${part}`),
        place: part === 'tweets' ? `/people/${id}` : `/people/${id}/${part}`,
        signal,
    });
    feed.take(first);
    const isOwnTop = part === 'tweets' && before === null && person.id === session.userID;
    if (isOwnTop) on('tweeted', ({tweet}) => feed.insert(tweet), signal);
    return {
        title: person.name,
        element: h('div', {}, personHead(person), personTabs(person, part, signal), feed.element),
    };
}
