import type * as glassEasel from 'glass-easel';
import type { Program } from '../program';
import { elementOf, emit } from './events';
import { field, textarea } from './fields';
import { picker } from './picker';
import { trouble } from './troubles';
import { files } from './wx/files';

/**
 * The built-in components that the product uses, as imitations: what they show and what they tell, not how they look
 * on a phone. The properties are all of WeChat's, so that the framework warns of any other; few are looked at.
 */
export interface BuiltIn {
  properties: string;
  /** When it has come into the page. */
  attached?(component: Instance): void;
  /** When a property has changed, and once for each that is given at first. */
  changed?(component: Instance, name: string, value: unknown): void;
}

export interface Instance {
  element: HTMLElement;
  node: glassEasel.Element;
  program: Program;
  get(name: string): unknown;
  emit(name: string, detail: unknown): void;
}

const COMMON = 'ariaRole ariaLabel ariaHidden ariaChecked hidden';
const HOVER = 'hoverClass hoverStopPropagation hoverStartTime hoverStayTime';

const view: BuiltIn = { properties: `${HOVER} animation` };
const text: BuiltIn = { properties: 'selectable space decode userSelect overflow maxLines' };

const FITS: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', scaleToFill: 'fill' };
const image: BuiltIn = {
  properties: 'src mode lazyLoad webp showMenuByLongpress fadeIn',
  attached: ({ element, emit }) => {
    const picture = imageIn(element);
    picture.addEventListener('load', () =>
      emit('load', { width: picture.naturalWidth, height: picture.naturalHeight }),
    );
    picture.addEventListener('error', () => emit('error', { errMsg: `image ${picture.src} cannot be shown` }));
  },
  changed: ({ element, program }, name, value) => {
    const picture = imageIn(element);
    if (name === 'src' && typeof value === 'string' && value) picture.src = pathOfPicture(program, value);
    if (name === 'mode') {
      picture.style.objectFit = FITS[String(value)] ?? 'fill';
      element.toggleAttribute('width-fix', value === 'widthFix');
    }
  },
};
function pathOfPicture({ pictures }: Program, src: string): string {
  const file = files.get(src);
  return file ? `data:image/jpeg;base64,${file}` : (pictures[src.replace(/^\//, '')] ?? src);
}
const imageIn = (element: HTMLElement): HTMLImageElement =>
  element.querySelector('img') ?? element.appendChild(document.createElement('img'));

/** Only of type 2d: a real canvas of the browser, which code of the program gets by a selector query. */
const canvas: BuiltIn = {
  properties: 'type canvasId disableScroll',
  attached: ({ element }) => void element.appendChild(document.createElement('canvas')),
  changed: (_, name, value) => {
    if (name === 'type' && value !== '2d') trouble(`a canvas of type ${JSON.stringify(value)} is not in this runtime`);
  },
};

const OPEN_TYPES =
  'sendMessageTitle sendMessagePath sendMessageImg appParameter showMessageCard businessId sessionFrom';
/** What a button opens, by its open-type. */
export type OpenTypes = Record<string, (button: glassEasel.Element) => void>;
const button = (opens: OpenTypes): BuiltIn => ({
  properties: `${HOVER} size type plain disabled loading formType openType name lang ${OPEN_TYPES} phoneNumberNoQuotaToast needShowEntrance entrancePath`,
  attached: ({ node, get }) => {
    node.addListener('tap', () => {
      const type = get('openType') as string | null;
      if (!type || get('disabled')) return;
      const open = opens[type];
      if (open) open(node);
      else trouble(`a button's open-type ${JSON.stringify(type)} is not in this runtime`);
    });
  },
  changed: ({ element }, name, value) => {
    if (['disabled', 'loading', 'plain'].includes(name)) element.toggleAttribute(name, Boolean(value));
  },
});

export const builtIns: Record<string, BuiltIn> = {
  view,
  text,
  image,
  input: field,
  textarea,
  picker,
  canvas,
  button: button({}),
};

export function defineBuiltIns(space: glassEasel.ComponentSpace, program: Program, opens: OpenTypes): void {
  for (const [tag, builtIn] of Object.entries({ ...builtIns, button: button(opens) })) {
    const names = `${COMMON} ${builtIn.properties}`.split(' ');
    const definition = space.defineComponent({
      is: `built-in/${tag}`,
      properties: Object.fromEntries(names.map((name) => [name, null])),
      observers: names.map((name) => ({
        fields: name,
        observer(this: glassEasel.GeneralComponent, value: unknown) {
          const component = instanceOf(this, program);
          reflect(component.element, name, value);
          builtIn.changed?.(component, name, value);
        },
      })),
      lifetimes: {
        attached(this: glassEasel.GeneralComponent) {
          builtIn.attached?.(instanceOf(this, program));
        },
      },
    });
    space.setGlobalUsingComponent(tag, definition.general());
  }
}

function instanceOf(node: glassEasel.GeneralComponent, program: Program): Instance {
  return {
    element: node.getBackendElement() as unknown as HTMLElement,
    node,
    program,
    get: (name) => (node.data as Record<string, unknown>)[name],
    emit: (name, detail) => emit(node, name, detail),
  };
}

/** What a screen reader is told stands on the element, where a test can read it. */
function reflect(element: HTMLElement, name: string, value: unknown): void {
  const attribute = {
    ariaRole: 'role',
    ariaLabel: 'aria-label',
    ariaHidden: 'aria-hidden',
    ariaChecked: 'aria-checked',
  }[name];
  if (!attribute) return;
  if (value === undefined || value === null || value === '') element.removeAttribute(attribute);
  else element.setAttribute(attribute, typeof value === 'string' ? value : JSON.stringify(value));
}

export const builtInOf = (element: Element): string | null => {
  const node = elementOf(element);
  return node && element.localName.startsWith('wx-') ? element.localName.slice(3) : null;
};
