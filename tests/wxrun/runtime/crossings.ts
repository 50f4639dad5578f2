import { component } from 'glass-easel-miniprogram-adapter';
import type { Crossing } from '../program';
import { trouble } from './troubles';

/** Every setData of this phone. In WeChat the data crosses from one thread to another as JSON, and that costs. */
export const crossings: Crossing[] = [];
const bytes = new TextEncoder();

type Caller = { is: string; _$: { getBackendElement(): unknown } };
type SetData = (this: Caller, data: Record<string, unknown>, done?: () => void) => void;

/** Sends what app code gives to setData through JSON, as WeChat does, and writes down what it weighed. */
export function watchSetData(): void {
  const prototype = component.ComponentCaller.prototype as unknown as { setData: SetData };
  const { setData } = prototype;
  prototype.setData = function (data, done) {
    const json = JSON.stringify(data, (key, value: unknown) => {
      if (typeof value === 'function') trouble(`setData of ${this.is} carries a function at ${key}`);
      return value;
    });
    crossings.push({ page: this.is, bytes: bytes.encode(json).length, at: Date.now() });
    // A page that is closed has no view to change; what it still says is lost, as in WeChat.
    if (!this._$.getBackendElement()) return;
    setData.call(this, JSON.parse(json) as Record<string, unknown>, done);
  };
}
