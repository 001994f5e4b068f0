import {h} from './dom.js';
import {initial} from './text.js';

const HUES = 8;

/**
 * A person's picture, or the first character of their name on a colour of their own. It says nothing to a screen
 * reader: the name always stands beside it.
 *
 * @param {{id: number, name: string, img_url: string|null}} person
 * @param {'small'|'large'} [size]
 */
export function avatar(person, size = 'small') {
    const side = size === 'large' ? 96 : 44;
    if (!person.img_url) {
        return h(`span.avatar.${size}.hue-${person.id % HUES}`, {'aria-hidden': 'true'}, initial(person.name));
    }
    const image = h(`img.avatar.${size}`, {src: person.img_url, alt: '', width: side, height: side, loading: 'lazy'});
    // A signed URL ends after some time, and a picture can be gone.
    image.addEventListener('error', () => image.replaceWith(avatar({...person, img_url: null}, size)), {once: true});
    return image;
}
