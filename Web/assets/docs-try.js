import {find, h} from './dom.js';

/** One word for the shell, whatever is in it. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const SHOWN_HEADERS = ['content-type', 'link', 'etag', 'retry-after', 'idempotency-replayed', 'x-request-id'];

function example(body, read) {
    const [[type, media]] = Object.entries(body.content);
    const [first] = Object.values(media.examples ?? {});
    const value = first ? read(first).value : media.example;
    const [file] = Object.keys(read(media.schema).properties ?? {});
    return {type, file, text: JSON.stringify(value ?? {}, null, 2)};
}

/** What the fields of a form make: the request, and the same for curl. */
function request({verb, path, parameters, sample}, fields) {
    const headers = {};
    const query = [];
    let address = path;
    for (const {name, in: place} of parameters) {
        const value = fields[`${place}-${name}`].value;
        if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value));
        else if (value !== '' && place === 'query') query.push(`${name}=${encodeURIComponent(value)}`);
        else if (value !== '' && place === 'header') headers[name] = value;
    }
    if (query.length > 0) address += `?${query.join('&')}`;
    const token = find('#token').value.trim();
    const words = ['curl', '-X', verb.toUpperCase(), quoted(location.origin + address)];
    if (sample?.type === 'application/json') headers['Content-Type'] = sample.type;
    for (const [name, value] of Object.entries(headers)) words.push('-H', quoted(`${name}: ${value}`));
    if (token) {
        headers.Authorization = token;
        words.push('-H', '"Authorization: $TOKEN"');
    }
    let body;
    if (sample?.type === 'application/json') {
        body = fields.body.value;
        words.push('-d', quoted(body));
    } else if (sample) {
        const [file] = fields.body.files;
        body = new FormData();
        if (file) body.append(sample.file, file);
        words.push('-F', quoted(`${sample.file}=@${file?.name ?? 'FILE'}`));
    }
    return {address, options: {method: verb.toUpperCase(), headers, body}, curl: words.join(' ')};
}

async function answerText(response) {
    const type = response.headers.get('Content-Type') ?? '';
    if (type.startsWith('image/')) return `(${(await response.blob()).size} bytes of ${type})`;
    const text = await response.text();
    try {
        return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
        return text;
    }
}

async function send(call, fields, out) {
    const {address, options, curl} = request(call, fields);
    const line = h('p', {role: 'status'}, '…');
    const text = h('pre', {tabindex: 0, 'aria-label': 'Answer'});
    out.replaceChildren(h('pre', {tabindex: 0, 'aria-label': 'Request'}, curl), line, text);
    const start = performance.now();
    try {
        const response = await fetch(address, options);
        const headers = SHOWN_HEADERS.filter((name) => response.headers.has(name))
            .map((name) => `${name}: ${response.headers.get(name)}\n`).join('');
        text.textContent = `${headers}\n${await answerText(response)}`;
        line.replaceChildren(h('b', {class: response.ok ? 'status-ok' : 'status-bad'}, String(response.status)),
            ` in ${Math.round(performance.now() - start)} ms`);
    } catch (error) {
        line.textContent = `No answer: ${error.message}`;
        text.remove();
    }
}

/** A form that makes the call, and shows it as curl with its answer. */
export function tryForm({operationId, verb, path, parameters, body, read}) {
    const sample = body && example(body, read);
    const fields = {};
    const labelled = (key, label, input) => {
        fields[key] = input;
        return h('label.wide', {}, label, input);
    };
    const inputs = parameters.map(({name, in: place, required, example: value}) =>
        labelled(`${place}-${name}`, `${name} (${place})`,
            h('input', {value: required ? value : '', required, autocomplete: 'off'})));
    if (sample) {
        const input = sample.type === 'application/json'
            ? h('textarea', {rows: 5, spellcheck: 'false'}) : h('input', {type: 'file'});
        if (sample.type === 'application/json') input.value = sample.text;
        inputs.push(labelled('body', `Body (${sample.type})`, input));
    }
    const out = h('div');
    const form = h('form', {}, ...inputs, h('div.buttons', {}, h('button.primary', {type: 'submit'}, 'Send')), out);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        send({verb, path, parameters, sample}, fields, out);
    });
    return h('details.try', {'data-try': operationId}, h('summary', {}, 'Try it'), form);
}
