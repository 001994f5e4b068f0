import {call, newKey, post} from './api.js';
import {avatar} from './avatar.js';
import {confirmed} from './dialogs.js';
import {draft, keepDraft} from './drafts.js';
import {h, newID} from './dom.js';
import {on} from './events.js';
import {field, makeForm} from './forms.js';
import {t} from './language.js';
import {choosePicture} from './picture.js';
import {apiLink} from './page-welcome.js';
import {go} from './router.js';
import {deleteAccount, loadPerson, logOut, logOutEverywhere, reloadPerson, session} from './session.js';
import {tell} from './status.js';

function section(title, ...content) {
    const id = newID('section');
    return h('section.card', {'aria-labelledby': id}, h('h2', {id}, title), ...content);
}

function pictureSection(signal) {
    const face = h('div.face');
    const show = () => face.replaceChildren(avatar(session.person, 'large'));
    on('person', show, signal);
    show();
    return section(t('picture'), h('div.row', {}, face,
        h('div', {}, h('button', {type: 'button', onclick: choosePicture}, t('choose-picture')),
            h('p.hint', {}, t('picture-hint')))));
}

function profileForm() {
    const name = `profile-${session.userID}`;
    const kept = draft(name) ?? session.person;
    const form = makeForm({
        fields: [
            field(t('name'),
                {name: 'name', value: kept.name, required: true, maxlength: 100, autocomplete: 'nickname'}),
            field(t('about-you'), {name: 'profile', value: kept.profile, rows: 4, maxlength: 1000}),
        ],
        action: t('save'),
        done: t('saved'),
        async submit(values) {
            await call('PATCH', '/users/me', {body: values, key: newKey()});
            keepDraft(name, null);
            await reloadPerson();
        },
    });
    form.addEventListener('input', () => {
        keepDraft(name, {name: form.elements.name.value, profile: form.elements.profile.value});
    });
    return form;
}

const password = (label, name, autocomplete) => field(label, {name, type: 'password', autocomplete, required: true});

const emailForm = () => makeForm({
    fields: [
        field(t('new-email'),
            {name: 'email', type: 'email', required: true, autocomplete: 'email', 'data-wrong': 'check-email'}),
        password(t('current-password'), 'password', 'current-password'),
    ],
    action: t('change-email'),
    done: t('saved'),
    async submit(values, form) {
        await call('PATCH', '/users/me', {body: values, key: newKey()});
        form.reset();
    },
});

const passwordForm = () => makeForm({
    fields: [
        password(t('current-password'), 'current_password', 'current-password'),
        field(t('new-password'), {name: 'new_password', type: 'password', autocomplete: 'new-password', required: true,
            minlength: 8, maxlength: 72, hint: t('password-hint'), 'data-wrong': 'check-password'}),
    ],
    action: t('change-password'),
    done: t('password-changed'),
    async submit(values, form) {
        await post('/users/me/password', values, {key: newKey()});
        form.reset();
    },
});

/** Does it, then leaves for the log-in; says so when it can't be done. */
async function leaveBy(action) {
    try {
        await action();
        await go('/', {replace: true});
    } catch (problem) {
        if (problem.status !== 401) tell(problem.text ?? String(problem));
    }
}

async function askToDelete() {
    const question = {title: t('delete-account'), text: t('delete-account-text'), action: t('delete-account'),
        consent: t('delete-account-consent')};
    if (!(await confirmed(question))) return;
    await leaveBy(deleteAccount);
}

/** What a person can change about their account. */
export async function settingsPage({signal}) {
    await loadPerson();
    const button = (text, action, kind = 'button') => h(kind, {type: 'button', onclick: action}, text);
    return {
        title: t('settings'),
        element: h('div.settings', {},
            h('h1', {tabindex: '-1'}, t('settings')),
            pictureSection(signal),
            section(t('profile'), profileForm()),
            section(t('email'), emailForm()),
            section(t('password'), passwordForm()),
            section(t('sessions'), h('p.hint', {}, t('sessions-text')), h('div.buttons', {},
                button(t('log-out'), () => leaveBy(logOut)),
                button(t('log-out-everywhere'), () => leaveBy(logOutEverywhere)))),
            section(t('delete-account'), h('p.hint', {}, t('delete-account-hint')), h('div.buttons', {},
                button(t('delete-account'), askToDelete, 'button.danger'))),
            apiLink()),
    };
}
