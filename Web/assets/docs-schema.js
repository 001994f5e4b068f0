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
 * What a value may be, in a line. What a name stands for is said, too, unless it has members.
 *
 * @param {object} schema
 * @param {(value: object) => object} read follows references
 * @returns {(Node|string)[]}
 */
export function typeLine(schema, read) {
    if (schema.$ref) {
        const named = read(schema);
        const link = h('a', {href: `#schema-${nameOf(schema.$ref)}`}, nameOf(schema.$ref));
        return named.properties ? [link] : [link, ': ', ...typeLine(named, read)];
    }
    if (schema.oneOf) return joined(schema.oneOf.map((one) => typeLine(one, read)), ', or ');
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
    const items = schema.items ? [' of ', ...typeLine(schema.items, read)] : [];
    return [types, ...items, facts.length > 0 ? `, ${facts.join(', ')}` : ''];
}

/** The members of an object. @param {object} schema @param {(value: object) => object} read */
export function members(schema, read) {
    const required = new Set(schema.required ?? []);
    return h('dl.members', {}, ...Object.entries(schema.properties ?? {}).map(([name, member]) => h('div', {},
        h('dt', {}, h('code', {}, name), ' ', required.has(name) && h('span.tag', {}, 'required')),
        h('dd', {}, ...typeLine(member, read)),
        member.description && h('dd', {}, ...marked(member.description)))));
}

/** @param {string} name @param {object} schema @param {(value: object) => object} read */
export function schemaElement(name, schema, read) {
    return h('div.schema', {id: `schema-${name}`},
        h('h3', {}, name),
        ...prose(schema.description),
        schema.properties ? members(schema, read) : h('p', {}, ...typeLine(schema, read)),
        schema.pattern && h('details', {}, h('summary', {}, 'Pattern'), h('pre', {tabindex: 0}, schema.pattern)));
}
