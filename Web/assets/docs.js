// The API page: reads /openapi.json and shows it. It knows nothing of Minitter's own calls.
import {operationElement} from './docs-operation.js';
import {makeReader, prose, schemaElement} from './docs-schema.js';
import {find, h} from './dom.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

/** @param {object} api @returns {{tag: object, operations: object[]}[]} */
function grouped(api) {
    const all = Object.entries(api.paths).flatMap(([path, item]) =>
        VERBS.filter((verb) => item[verb]).map((verb) => ({
            ...item[verb],
            verb,
            path,
            parameters: [...(item.parameters ?? []), ...(item[verb].parameters ?? [])],
        })));
    return api.tags.map((tag) => ({tag, operations: all.filter(({tags}) => tags.includes(tag.name))}));
}

const anchor = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

function contents(groups) {
    return groups.flatMap(({tag, operations}) => [
        h('h2', {}, tag.name),
        ...operations.map(({operationId, summary}) => h('a', {href: `#${operationId}`}, summary)),
    ]).concat(h('h2', {}, h('a', {href: '#schemas'}, 'Schemas')));
}

function tokenCard() {
    const input = h('input', {id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false'});
    return h('div.token', {},
        h('label', {for: 'token'}, 'Token for the calls tried here'), input,
        h('p.hint', {}, 'Optional: what POST /login answered. It stays on this page. Without it the calls go with the ',
            'session of this browser, if you are logged in.'));
}

/** Shows `api`, and goes to the part that the address names. */
function show(api) {
    const reader = makeReader(api);
    const groups = grouped(api);
    const main = find('#main');
    find('#loading').remove();
    find('h1').textContent = `${api.info.title} API ${api.info.version}`;
    main.append(
        h('div.prose', {}, h('p', {}, api.info.summary), ...prose(api.info.description),
            h('p', {}, h('a', {href: '/openapi.json'}, 'openapi.json'), ` (OpenAPI ${api.openapi})`)),
        tokenCard(),
        ...groups.map(({tag, operations}) => h('section', {'aria-labelledby': anchor(tag.name)},
            h('h2', {id: anchor(tag.name)}, tag.name), h('p', {}, tag.description),
            ...operations.map((operation) => operationElement(operation, reader)))),
        h('section', {'aria-labelledby': 'schemas'}, h('h2', {id: 'schemas'}, 'Schemas'),
            h('p', {}, 'What the bodies are made of.'),
            ...Object.entries(api.components.schemas).map(([name, schema]) => schemaElement(name, schema, reader))));
    find('#contents').append(...contents(groups));
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

const answer = await fetch('/openapi.json').catch(() => null);
if (answer?.ok) show(await answer.json());
else find('#loading').textContent = 'openapi.json could not be loaded. Load this page again in a while.';
