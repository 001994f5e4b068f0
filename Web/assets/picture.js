import {openDialog} from './dialogs.js';
import {h} from './dom.js';
import {icon} from './icons.js';
import {t} from './language.js';
import {reloadPerson} from './session.js';
import {tell} from './status.js';
import {upload} from './upload.js';

const TYPES = 'image/jpeg,image/png,image/webp,image/gif,image/heic,.heic';
const LARGEST = 8 * 1024 * 1024;

/** The square that is chosen, and what moves it: the pointer, the keyboard, or buttons for who can use neither well. */
function cropper(crop) {
    const move = (name, x, y) => h('button.quiet', {type: 'button', onclick: () => crop.move(x, y)},
        icon(name), h('span.unseen', {}, t(`move-${name}`)));
    const zoom = h('input', {type: 'range', min: 1, max: 4, step: 0.05, value: 1, id: 'crop-zoom',
        oninput: () => crop.zoomTo(Number(zoom.value))});
    crop.onchange = () => {
        zoom.value = crop.zoom;
    };
    return h('div.cropper', {},
        crop.canvas,
        h('p.hint', {id: 'crop-help'}, t('crop-help')),
        h('div.row', {}, h('label', {for: 'crop-zoom'}, t('zoom')), zoom),
        h('div.row', {role: 'group', 'aria-label': t('move')},
            move('left', -1, 0), move('up', 0, -1), move('down', 0, 1), move('right', 1, 0)),
        h('div.row.previews', {'aria-hidden': 'true'}, h('span.hint', {}, t('preview')), ...crop.previews));
}

async function load(file) {
    // Only who changes their picture loads this.
    const {Crop} = await import('./crop.js');
    try {
        return new Crop(await createImageBitmap(file));
    } catch {
        // The server knows HEIC, which few browsers do, and takes the middle of it.
        return null;
    }
}

async function show(file) {
    const crop = await load(file);
    const stop = new AbortController();
    const progress = h('progress', {max: 1, value: 0, hidden: true, 'aria-label': t('uploading')});
    const wrong = h('p.wrong', {role: 'alert'});
    const send = h('button.primary', {type: 'button', onclick: sendIt}, t('use-picture'));
    const cancel = h('button', {type: 'button', onclick: () => dialog.close()}, t('cancel'));
    const dialog = openDialog(t('picture'),
        crop ? cropper(crop) : h('p', {}, t('no-preview')), progress, wrong, h('div.buttons', {}, cancel, send));
    dialog.classList.add('picture');
    dialog.addEventListener('close', () => stop.abort());

    async function sendIt() {
        send.disabled = true;
        progress.hidden = false;
        wrong.textContent = '';
        try {
            await upload(crop ? await crop.toBlob() : file, stop.signal, (part) => {
                progress.value = part;
            });
            dialog.close();
            await reloadPerson();
            tell(t('picture-changed'));
        } catch (problem) {
            if (problem.name === 'AbortError') return;
            wrong.textContent = problem.text ?? String(problem);
        }
        send.disabled = false;
        progress.hidden = true;
    }
}

/** Lets a person choose a picture, cut a square from it, and send it. */
export function choosePicture() {
    const input = h('input', {type: 'file', accept: TYPES, hidden: true, 'aria-label': t('choose-picture')});
    input.addEventListener('change', () => {
        const [file] = input.files;
        input.remove();
        if (!file) return;
        if (file.size > LARGEST) tell(t('problem-too-large'));
        else show(file);
    });
    input.addEventListener('cancel', () => input.remove());
    document.body.append(input);
    input.click();
}
