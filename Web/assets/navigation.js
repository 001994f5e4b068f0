import {avatar} from './avatar.js';
import {write} from './composer.js';
import {find, h} from './dom.js';
import {icon} from './icons.js';
import {t} from './language.js';
import {session} from './session.js';

const item = (href, picture, label) =>
    h('a', {href, 'aria-current': location.pathname === href ? 'page' : null}, picture, h('span', {}, label));

/** What is in the bar depends on who is logged in. */
export function showNavigation() {
    const bar = find('.bar');
    for (const old of bar.querySelectorAll('nav, .write')) old.remove();
    const {person} = session;
    const links = person
        ? [item('/', icon('home'), t('home')), item('/find', icon('find'), t('find')),
            item(`/people/${person.id}`, avatar(person), t('me')), item('/settings', icon('settings'), t('settings'))]
        : [item('/', icon('home'), t('log-in')), item('/find', icon('find'), t('find'))];
    bar.append(h('nav.main', {'aria-label': t('main-navigation')}, ...links));
    if (person) {
        const label = h('span', {}, t('write'));
        bar.append(h('button.primary.write', {type: 'button', onclick: write}, icon('write'), label));
    }
}
