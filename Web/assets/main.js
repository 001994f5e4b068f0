import {watchConnection} from './connection.js';
import {find} from './dom.js';
import {on} from './events.js';
import {startKeys} from './keys.js';
import {t} from './language.js';
import {showNavigation} from './navigation.js';
import {forgetPages} from './pages.js';
import {go, restart, showFailure, startRouter} from './router.js';
import {forgetSession, loadPerson, loadSession, session} from './session.js';
import {tell} from './status.js';
import {keepTimes} from './time.js';
import {findPage} from './page-find.js';
import {homePage} from './page-home.js';
import {personPage} from './page-person.js';
import {settingsPage} from './page-settings.js';
import {tweetPage} from './page-tweet.js';
import {welcomePage} from './page-welcome.js';

/** A page for who is logged in; others are asked to log in, at the same address. */
const own = (page) => (context) => (session.userID === null ? welcomePage(context) : page(context));

const routes = [
    {pattern: /^\/$/, make: own(homePage)},
    {pattern: /^\/people\/(\d+)(?:\/(followers|following|likes))?$/, make: personPage},
    {pattern: /^\/tweets\/(\d+)$/, make: tweetPage},
    {pattern: /^\/find$/, make: findPage},
    {pattern: /^\/settings$/, make: own(settingsPage)},
];

find('.skip').textContent = t('skip');
watchConnection();
keepTimes();
startKeys();

on('session', showNavigation);
on('person', () => {
    showNavigation();
    forgetPages();
});
on('session-ended', () => {
    if (session.userID === null) return;
    forgetSession();
    showNavigation();
    tell(t('session-ended'));
    document.querySelector('dialog[open]')?.close();
    if (['/', '/settings'].includes(location.pathname)) restart();
    else go('/');
});

async function start() {
    try {
        await loadSession();
    } catch (problem) {
        showFailure(problem, () => location.reload());
        on('back', () => location.reload());
        return;
    }
    // The page need not wait for the name in the bar.
    await Promise.all([loadPerson().catch(() => {}).then(showNavigation), startRouter(routes)]);
}

start();
