import {members, marked, prose, typeLine} from './docs-schema.js';
import {tryForm} from './docs-try.js';
import {h} from './dom.js';

const needsToken = ({security}) => Boolean(security?.length) && !security.some((way) => Object.keys(way).length === 0);

const json = (value) => JSON.stringify(value, null, 2);

/** The examples of a body, each behind its name. */
function examples(media, read) {
    const all = media.examples ?? (media.example === undefined ? {} : {example: {value: media.example}});
    return Object.entries(all).map(([name, reference]) => {
        const example = read(reference);
        const text = typeof example.value === 'string' ? example.value : json(example.value);
        return h('details', {}, h('summary', {}, `Example: ${example.summary ?? name}`), h('pre', {tabindex: 0}, text));
    });
}

function parameterList(parameters, read) {
    if (parameters.length === 0) return [];
    return [h('h4', {}, 'Parameters'), h('dl.members', {}, ...parameters.map((parameter) => h('div', {},
        h('dt', {}, h('code', {}, parameter.name), h('span.tag', {}, parameter.in),
            parameter.required && h('span.tag', {}, 'required')),
        h('dd', {}, ...typeLine(parameter.schema, read)),
        h('dd', {}, ...marked(parameter.description ?? '')))))];
}

function bodyPart(body, read) {
    if (!body) return [];
    const [[type, media]] = Object.entries(body.content);
    const schema = read(media.schema);
    return [
        h('h4', {}, 'Body'),
        h('p.hint', {}, h('code', {}, type), ' ', ...(media.schema.$ref ? typeLine(media.schema, read) : [])),
        ...prose(schema.description),
        members(schema, read),
        ...examples(media, read),
    ];
}

function answerItem([status, reference], read) {
    const answer = read(reference);
    const media = Object.entries(answer.content ?? {});
    return h('div', {},
        h('dt', {}, h('span', {class: status < 400 ? 'status-ok' : 'status-bad'}, status)),
        h('dd', {}, ...marked(answer.description), ' ',
            ...media.flatMap(([, {schema}]) => (schema ? typeLine(schema, read) : []))),
        ...media.map(([, one]) => h('dd', {}, ...examples(one, read))));
}

/**
 * One call: what it takes, what it answers, and a form to try it.
 *
 * @param {object} operation of openapi.json, with its `verb` and `path`
 * @param {(value: object) => object} read follows references
 */
export function operationElement(operation, read) {
    const {operationId, verb, path, summary} = operation;
    const parameters = operation.parameters.map(read);
    const body = read(operation.requestBody);
    return h('article.operation', {id: operationId, 'aria-labelledby': `${operationId}-title`},
        h('h3', {id: `${operationId}-title`}, h('a', {href: `#${operationId}`},
            h(`span.verb.${verb}`, {}, verb.toUpperCase()), ' ', path)),
        h('p', {}, h('span.summary', {}, summary), needsToken(operation) && h('span.tag', {}, '🔑 token')),
        ...prose(operation.description),
        ...parameterList(parameters, read),
        ...bodyPart(body, read),
        h('details', {}, h('summary', {}, `Answers: ${Object.keys(operation.responses).join(', ')}`),
            h('dl.members', {}, ...Object.entries(operation.responses).map((one) => answerItem(one, read)))),
        tryForm({operationId, verb, path, parameters, body, read}));
}
