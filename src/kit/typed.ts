import { makeAutoObservable } from 'mobx';
import type { Keep } from './keep';

/** One line that somebody types: kept on the device until it was sent, so that no failure costs a word. */
export class Typed {
  text: string;

  constructor(
    private readonly keep: Keep,
    private readonly key: string,
    otherwise = '',
  ) {
    this.text = keep.get<string>(key) ?? otherwise;
    makeAutoObservable<this, 'keep' | 'key'>(this, { keep: false, key: false });
  }

  type(text: string): void {
    this.text = text;
    this.keep.set(this.key, text);
  }

  sent(): void {
    this.text = '';
    this.keep.drop(this.key);
  }
}
