import type { BuiltIn, Instance } from './builtins';

const SHARED =
  'value placeholder placeholderStyle placeholderClass disabled maxlength cursorSpacing autoFocus focus confirmType ' +
  'confirmHold cursor selectionStart selectionEnd adjustPosition holdKeyboard name';

type Box = HTMLInputElement | HTMLTextAreaElement;

/** A field of one line or of many around the browser's own, telling what WeChat's tells. */
const fieldOf = (tag: 'input' | 'textarea', more: string): BuiltIn => ({
  properties: `${SHARED} ${more}`,
  attached: (component) => {
    const box = boxIn(component, tag);
    const tell = (name: string) => component.emit(name, { value: box.value, cursor: box.value.length });
    grow(component, box);
    // The browser's events stop here; the page hears only the component's.
    box.addEventListener('input', (event) => {
      event.stopPropagation();
      grow(component, box);
      tell('input');
    });
    box.addEventListener('change', (event) => event.stopPropagation());
    box.addEventListener('focus', () => tell('focus'));
    box.addEventListener('blur', () => tell('blur'));
    box.addEventListener('keydown', (event) => {
      if (tag === 'input' && (event as KeyboardEvent).key === 'Enter') tell('confirm');
    });
  },
  changed: (component, name, value) => {
    const box = boxIn(component, tag);
    if (name === 'value' && box.value !== textOf(value)) {
      box.value = textOf(value);
      grow(component, box);
    }
    if (name === 'placeholder') box.placeholder = textOf(value);
    if (name === 'disabled') box.disabled = Boolean(value);
    if (name === 'type') box.setAttribute('inputmode', value === 'number' ? 'numeric' : 'text');
    if (name === 'maxlength') {
      if (Number(value) >= 0) box.maxLength = Number(value);
      else box.removeAttribute('maxlength');
    }
    if (name === 'focus' && value) box.focus();
    if (name === 'autoHeight') grow(component, box);
  },
});

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const boxIn = ({ element }: Instance, tag: 'input' | 'textarea'): Box =>
  element.querySelector<Box>(tag) ?? element.appendChild(document.createElement(tag));

function grow({ get }: Instance, box: Box): void {
  // Before it is on the screen a field has no height to measure.
  if (!get('autoHeight') || box.localName !== 'textarea' || !box.isConnected) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}

export const field = fieldOf(
  'input',
  'type password alwaysEmbed safePasswordCertPath safePasswordLength safePasswordTimeStamp safePasswordNonce safePasswordSalt safePasswordCustomHash autoFill cursorColor',
);
export const textarea = fieldOf('textarea', 'autoHeight fixed showConfirmBar disableDefaultPadding adjustKeyboardTo');
