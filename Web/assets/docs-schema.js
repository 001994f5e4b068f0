import {h} from './dom.js';

/** @param {object} api @returns {(value: object) => object} follows `$ref` to what it names */
export function makeReader(api) {
    return function read(value) {
        if (!value?.$ref) return value;
        const found = value.$ref.split('/').slice(1).reduce((place, key) => place[key.replaceAll('~1', '/')], api);
        return read(found);
    };
}

/** Text with `code` and **strong** words. @param {string} text @returns {(Node|string)[]} */
export function marked(text) {
    return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter(Boolean).map((part) => {
        if (part.startsWith('`')) return h('code', {}, part.slice(1, -1));
        if (part.startsWith('**')) return h('b', {}, part.slice(2, -2));
        return part;
    });
}

/** The paragraphs of a description. @param {string} [text] */
export const prose = (text) => (text ?? '').split(/\n{2,}/).filter(Boolean).map((part) => h('p', {}, ...marked(part)));

const nameOf = (ref) => ref.split('/').pop();

const number = (value) => (value > Number.MAX_SAFE_INTEGER ? '2⁶³ − 1' : String(value));

function bounds(low, high, unit) {
    if (low === undefined && high === undefined) return [];
    if (high === undefined) return [`at least ${number(low)}${unit}`];
    if (low === undefined) return [`at most ${number(high)}${unit}`];
    return [`${number(low)} to ${number(high)}${unit}`];
}

/** Joins lists of nodes by a word. */
const joined = (lists, word) => lists.flatMap((list, index) => (index > 0 ? [word, ...list] : list));

/**
 * What a value may be, in a line.
 *
 * @param {object} schema
 * @returns {(Node|string)[]}
 */
export function typeLine(schema) {
    if (schema.$ref) return [h('a', {href: `#schema-${nameOf(schema.$ref)}`}, nameOf(schema.$ref))];
    if (schema.oneOf) return joined(schema.oneOf.map(typeLine), ' or ');
    if (schema.const !== undefined) return [h('code', {}, JSON.stringify(schema.const))];
    if (schema.enum) return joined(schema.enum.map((value) => [h('code', {}, JSON.stringify(value))]), ', ');
    const types = [schema.type ?? 'anything'].flat().join(' or ');
    const facts = [
        ...(schema.format ? [schema.format] : []),
        ...bounds(schema.minLength, schema.maxLength, ' characters'),
        ...bounds(schema.minimum, schema.maximum, ''),
        ...bounds(schema.minItems, schema.maxItems, ' entries'),
        ...(schema.default === undefined ? [] : [`${JSON.stringify(schema.default)} by default`]),
    ];
    const items = schema.items ? [' of ', ...typeLine(schema.items)] : [];
    return [types, ...items, facts.length > 0 ? `, ${facts.join(', ')}` : ''];
}

/** The members of an object. @param {object} schema */
export function members(schema) {
    const required = new Set(schema.required ?? []);
    return h('dl.members', {}, ...Object.entries(schema.properties ?? {}).map(([name, member]) => h('div', {},
        h('dt', {}, h('code', {}, name), ' ', required.has(name) && h('span.tag', {}, 'required')),
        h('dd', {}, ...typeLine(member)),
        member.description && h('dd', {}, ...marked(member.description)))));
}

/** @param {string} name @param {object} schema */
export function schemaElement(name, schema) {
    return h('div.schema', {id: `schema-${name}`},
        h('h3', {}, name),
        ...prose(schema.description),
        schema.properties ? members(schema) : h('p', {}, ...typeLine(schema)),
        schema.pattern && h('details', {}, h('summary', {}, 'Pattern'), h('pre', {tabindex: 0}, schema.pattern)));
}
