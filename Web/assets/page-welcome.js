import {newKey} from './api.js';
import {h} from './dom.js';
import {field, makeForm} from './forms.js';
import {t} from './language.js';
import {logIn, signUp} from './session.js';

const email = () => field(t('email'), {name: 'email', type: 'email', autocomplete: 'username', required: true,
    maxlength: 254, 'data-wrong': 'check-email'});

function logInForm() {
    return makeForm({
        fields: [
            email(),
            field(t('password'),
                {name: 'password', type: 'password', autocomplete: 'current-password', required: true}),
        ],
        action: t('log-in'),
        submit: ({email, password}) => logIn(email, password),
    });
}

function signUpForm() {
    // One account, however often it is sent.
    let attempt = {};
    return makeForm({
        fields: [
            field(t('name'), {name: 'name', autocomplete: 'nickname', required: true, maxlength: 100}),
            email(),
            field(t('password'), {name: 'password', type: 'password', autocomplete: 'new-password', required: true,
                minlength: 8, maxlength: 72, hint: t('password-hint'), 'data-wrong': 'check-password'}),
            field(t('about-you'), {name: 'profile', rows: 2, maxlength: 1000, hint: t('about-hint')}),
        ],
        action: t('sign-up'),
        async submit(account) {
            const text = JSON.stringify(account);
            if (attempt.text !== text) attempt = {text, key: newKey()};
            await signUp(account, attempt.key);
        },
    });
}

/** For those who program. */
export const apiLink = () => h('p.foot', {}, h('a', {href: '/docs'}, 'API'));

/** Who is not logged in logs in or signs up here. */
export async function welcomePage() {
    const panel = h('div.panel');
    const tab = (form, label) => h('button', {type: 'button', onclick: () => choose(form)}, label);
    const choices = [
        {button: tab(0, t('log-in')), form: logInForm()},
        {button: tab(1, t('sign-up')), form: signUpForm()},
    ];

    function choose(index) {
        choices.forEach(({button}, other) => button.setAttribute('aria-pressed', other === index));
        panel.replaceChildren(choices[index].form);
    }

    choose(0);
    return {
        title: 'Minitter',
        element: h('section.welcome', {},
            h('h1', {tabindex: '-1'}, t('welcome')), h('p.lead', {}, t('welcome-text')),
            h('div.choice', {role: 'group', 'aria-label': t('log-in-or-sign-up')},
                ...choices.map(({button}) => button)),
            panel, apiLink()),
    };
}
