// How a person is written in a list, and at the head of their page, here and by the server:
//
//   <article class="person" data-id="2" tabindex="-1">
//     <a class="face" …>…</a>  (as a tweet's)
//     <header><a class="author" href="/people/2">김하나</a></header>
//     <p class="text">서울, 커피</p>
//   </article>
//
//   <header class="head">
//     <img class="avatar large" src="…" alt="" width="96" height="96"> or <span class="avatar large hue-2" …>김</span>
//     <h1>김하나</h1>
//     <p class="text">서울, 커피</p>
//   </header>
//   <nav class="tabs" aria-label="김하나">
//     <a href="/people/2" aria-current="page"><b>12</b> tweets</a>
//     <a href="/people/2/following"><b>3</b> following</a>
//     <a href="/people/2/followers"><b>4</b> followers</a>
//     <a href="/people/2/likes">Likes</a>
//   </nav>
//   <div class="list">…</div>  (of tweets)
import {avatar} from './avatar.js';
import {find, h} from './dom.js';
import {on} from './events.js';
import {followButton} from './follow.js';
import {icon} from './icons.js';
import {shortNumber, t} from './language.js';
import {session} from './session.js';
import {linked} from './text.js';
import {monthOf} from './time.js';

const canFollow = (person) => session.userID !== null && session.userID !== person.id;

/** @param {object} person as the API tells it */
export function personElement(person) {
    const href = `/people/${person.id}`;
    return h('article.person', {'data-id': person.id, tabindex: '-1'},
        h('a.face', {href, tabindex: '-1', 'aria-hidden': 'true'}, avatar(person)),
        h('header', {}, h('a.author', {href}, person.name)),
        canFollow(person) && followButton(person),
        person.profile && h('p.text', {}, person.profile));
}

/** @param {object} person as the API tells it */
export function personHead(person) {
    const own = session.userID === person.id;
    const head = h('header.head', {},
        avatar(person, 'large'),
        h('div.do', {},
            own && h('a.button', {href: '/settings'}, t('edit-profile')),
            canFollow(person) && followButton(person)),
        h('h1', {tabindex: '-1'}, person.name),
        person.profile && h('p.text', {}, ...linked(person.profile)),
        h('p.facts', {},
            h('span', {}, t('since', {month: monthOf(person.created_at)})),
            h('a', {href: `/people/${person.id}/feed.atom`}, icon('feed'), ' ', t('atom'))));
    return head;
}

function tab(person, name, count, current) {
    const path = name === 'tweets' ? '' : `/${name}`;
    // The number goes where the language has it.
    const [before, after = ''] = t(`tab-${name}`, {n: count, count: '\n'}).split('\n');
    return h(`a.${name}`, {href: `/people/${person.id}${path}`, 'aria-current': current === name ? 'page' : null},
        before, count !== null && h('b', {}, shortNumber(count)), after);
}

/**
 * @param {object} person as the API tells it
 * @param {string} current which of the four is shown
 * @param {AbortSignal} signal ends with the page
 */
export function personTabs(person, current, signal) {
    const tabs = h('nav.tabs', {'aria-label': person.name},
        tab(person, 'tweets', person.tweet_count, current),
        tab(person, 'following', person.following_count, current),
        tab(person, 'followers', person.follower_count, current),
        tab(person, 'likes', null, current));
    on('follow', ({id, count}) => {
        if (id === person.id) find('.followers', tabs).replaceWith(tab(person, 'followers', count, current));
    }, signal);
    return tabs;
}
