import * as glassEasel from 'glass-easel';

type Handler = (this: unknown, ...given: unknown[]) => unknown;
interface Target {
  id: string;
  dataset: Record<string, unknown> | null;
}
const plainTarget = ({ id, dataset }: Target) => ({ id, dataset: { ...dataset }, offsetLeft: 0, offsetTop: 0 });

/** App code gets events as plain objects, which is what comes out of WeChat's other thread. */
function plain(event: glassEasel.Event<unknown> & { target: Target; currentTarget: Target; mark?: object }): object {
  const original = event.getOriginalEvent() as Partial<TouchEvent> | undefined;
  const touchesOf = (list: TouchList | undefined) =>
    [...(list ?? [])].map(({ identifier, pageX, pageY, clientX, clientY }) => ({
      identifier,
      pageX,
      pageY,
      clientX,
      clientY,
    }));
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    detail: event.detail,
    mark: event.mark ?? {},
    target: plainTarget(event.target),
    currentTarget: plainTarget(event.currentTarget),
    touches: touchesOf(original?.touches),
    changedTouches: touchesOf(original?.changedTouches),
  };
}

/** A handler of app code that is given plain events. */
export const withPlainEvents = (handler: Handler): Handler =>
  function (...given) {
    const [first, ...rest] = given;
    const event = first instanceof glassEasel.Event ? plain(first as Parameters<typeof plain>[0]) : first;
    return handler.call(this, ...(given.length > 0 ? [event, ...rest] : []));
  };

const LONG = 350;

/**
 * The framework makes taps out of touches; pressing for long is made here, and then no tap follows it. How long a finger was down its own
 * two moments say: a machine with much to do hears of both late.
 */
export function watchLongPress(): void {
  let timer = 0;
  let isLong = false;
  let began = 0;
  document.body.addEventListener(
    'touchstart',
    (event) => {
      isLong = false;
      began = event.timeStamp;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        isLong = true;
        const element = elementOf(event.target as Node | null);
        if (element) emit(element, 'longpress', {}, true);
      }, LONG);
    },
    { capture: true, passive: true },
  );
  for (const type of ['touchmove', 'touchend', 'touchcancel'])
    document.body.addEventListener(
      type,
      (event) => {
        window.clearTimeout(timer);
        if (isLong && type === 'touchend' && event.timeStamp - began >= LONG) event.stopImmediatePropagation();
      },
      { capture: true, passive: true },
    );
}

let tappedAt = -Infinity;
const JUST = 300;

export function watchTaps(): void {
  document.addEventListener('touchend', () => void (tappedAt = performance.now()), { capture: true, passive: true });
}

/** Whether what runs now may call itself the answer to a tap. */
export const wasJustTapped = (): boolean => performance.now() - tappedAt < JUST;

/** The framework's element at or above a place in the document. */
export function elementOf(node: Node | null): glassEasel.Element | null {
  for (let at = node; at; at = at.parentNode) {
    const { __wxElement } = at as { __wxElement?: glassEasel.Element };
    if (__wxElement) return __wxElement;
  }
  return null;
}

export function emit(element: glassEasel.Element, name: string, detail: unknown, bubbles = false): void {
  glassEasel.Event.triggerEvent(element, name, detail, { bubbles, composed: bubbles });
}
