// How a tweet and a list of them are written, here and by the server in the pages that need no JavaScript:
//
//   <div class="list">
//     <article class="tweet" data-id="12" tabindex="-1">
//       <a class="face" href="/people/2" tabindex="-1" aria-hidden="true">
//         <img class="avatar small" src="…" alt="" width="44" height="44" loading="lazy">
//         or, without a picture, the name's first character, in upper case, on colour id % 8:
//         <span class="avatar small hue-2" aria-hidden="true">김</span></a>
//       <header>
//         <a class="author" href="/people/2">김하나</a>
//         <a class="when" href="/tweets/12"><time datetime="2026-04-04T02:15:31.904Z">…</time></a>
//       </header>
//       <p class="text">…</p>
//       <footer><span class="likes">3 likes</span></footer>
//     </article> …
//   </div>
//   <a class="older" rel="next" href="/people/2?before=12">Older tweets</a>
//
// The page of one tweet is that with `<h1 class="unseen">` before it, and the article's class `tweet alone`.
import {call} from './api.js';
import {avatar} from './avatar.js';
import {confirmed} from './dialogs.js';
import {h} from './dom.js';
import {emit} from './events.js';
import {icon} from './icons.js';
import {t} from './language.js';
import {likeButton} from './like.js';
import {everywhere} from './pages.js';
import {session} from './session.js';
import {tell} from './status.js';
import {linked} from './text.js';
import {timeElement} from './time.js';

async function remove(id, article) {
    if (!(await confirmed({title: t('delete-tweet'), text: t('delete-tweet-text'), action: t('delete')}))) return;
    try {
        await call('DELETE', `/tweet/${id}`);
    } catch (problem) {
        // Deleted elsewhere is deleted, too.
        if (problem.status !== 404) {
            if (problem.status !== 401) tell(problem.text);
            return;
        }
    }
    // The focus stays where the tweet was.
    (article.nextElementSibling ?? article.previousElementSibling ?? document.querySelector('h1'))?.focus();
    for (const copy of everywhere(`article.tweet[data-id="${id}"]`)) copy.remove();
    tell(t('tweet-deleted'));
    emit('tweet-deleted', {id});
}

function actions(tweet, article) {
    const footer = h('footer');
    if (session.userID !== null) footer.append(likeButton(tweet));
    else if (tweet.like_count > 0) footer.append(h('span.likes', {}, t('likes', {n: tweet.like_count})));
    if (session.userID === tweet.user_id) {
        footer.append(h('button.quiet.delete', {type: 'button', onclick: () => remove(tweet.id, article)},
            icon('trash'), h('span.unseen', {}, t('delete'))));
    }
    return footer;
}

/**
 * @param {object} tweet as the API tells it
 * @param {{alone?: boolean}} [options] `alone`: it is the page's only subject
 */
export function tweetElement(tweet, {alone = false} = {}) {
    const article = h(alone ? 'article.tweet.alone' : 'article.tweet', {'data-id': tweet.id, tabindex: '-1'});
    const person = `/people/${tweet.user_id}`;
    article.append(
        h('a.face', {href: person, tabindex: '-1', 'aria-hidden': 'true'}, avatar(tweet.user)),
        h('header', {},
            h('a.author', {href: person}, tweet.user.name), ' ',
            h('a.when', {href: `/tweets/${tweet.id}`}, timeElement(tweet.created_at))),
        h('p.text', {}, ...linked(tweet.tweet)),
        actions(tweet, article));
    return article;
}
