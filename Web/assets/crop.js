import {h} from './dom.js';
import {t} from './language.js';

// What the canvas and the picture that is sent measure. The server makes 400 of it.
const SIDE = 640;
const MOST_ZOOM = 4;
const STEP = 16;

/** A square of a picture, moved and zoomed, and always filled. */
export class Crop {
    zoom = 1;
    onchange = () => {};
    #pointers = new Map();
    #pinch = 0;

    /** @param {ImageBitmap} picture */
    constructor(picture) {
        this.picture = picture;
        this.x = picture.width / 2;
        this.y = picture.height / 2;
        this.canvas = h('canvas', {width: SIDE, height: SIDE, tabindex: 0, role: 'img', 'aria-label': t('crop-label'),
            'aria-describedby': 'crop-help'});
        this.previews = [96, 44].map((side) => h(`canvas.side-${side}`, {width: side * 2, height: side * 2}));
        for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel']) {
            this.canvas.addEventListener(type, (event) => this.#pointer(event));
        }
        this.canvas.addEventListener('wheel', (event) => {
            event.preventDefault();
            this.zoomTo(this.zoom * Math.exp(-event.deltaY / 500));
        }, {passive: false});
        this.canvas.addEventListener('keydown', (event) => this.#key(event));
        this.#draw();
    }

    /** How many of the picture's pixels the square is wide. */
    get #side() {
        return Math.min(this.picture.width, this.picture.height) / this.zoom;
    }

    /** @param {number} zoom 1 shows as much as a square can */
    zoomTo(zoom) {
        this.zoom = Math.min(MOST_ZOOM, Math.max(1, zoom));
        this.#draw();
        this.onchange();
    }

    /** Moves the square over the picture by steps. */
    move(x, y) {
        this.#pan((x * STEP) / SIDE, (y * STEP) / SIDE);
    }

    #pan(x, y) {
        this.x += x * this.#side;
        this.y += y * this.#side;
        this.#draw();
    }

    #pointer(event) {
        const known = this.#pointers.get(event.pointerId);
        if (event.type === 'pointerdown') {
            this.canvas.setPointerCapture(event.pointerId);
            this.#pointers.set(event.pointerId, event);
        } else if (event.type !== 'pointermove') {
            this.#pointers.delete(event.pointerId);
        } else if (known) {
            const width = this.canvas.clientWidth * this.#pointers.size;
            this.#pointers.set(event.pointerId, event);
            this.#pan((known.clientX - event.clientX) / width, (known.clientY - event.clientY) / width);
        }
        const [one, two] = this.#pointers.values();
        const apart = two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0;
        if (apart > 0 && this.#pinch > 0) this.zoomTo((this.zoom * apart) / this.#pinch);
        this.#pinch = apart;
    }

    #key(event) {
        const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
        const zooms = {'+': 1.1, '=': 1.1, '-': 1 / 1.1};
        if (moves[event.key]) this.move(...moves[event.key]);
        else if (zooms[event.key]) this.zoomTo(this.zoom * zooms[event.key]);
        else return;
        event.preventDefault();
    }

    #draw() {
        const side = this.#side;
        const within = (value, length) => Math.min(length - side / 2, Math.max(side / 2, value));
        this.x = within(this.x, this.picture.width);
        this.y = within(this.y, this.picture.height);
        for (const canvas of [this.canvas, ...this.previews]) {
            const context = canvas.getContext('2d');
            context.imageSmoothingQuality = 'high';
            context.clearRect(0, 0, canvas.width, canvas.height);
            context.drawImage(this.picture, this.x - side / 2, this.y - side / 2, side, side,
                0, 0, canvas.width, canvas.height);
        }
    }

    /** @returns {Promise<Blob>} the square; a browser that can't write WebP writes PNG */
    toBlob() {
        return new Promise((resolve) => this.canvas.toBlob(resolve, 'image/webp', 0.92));
    }
}
