import { makeAutoObservable } from 'mobx';
import { limits } from '../../../types/limits';
import { moved, newItem, wrongIn, type Item } from './items';

/** Editing the lines of a service list, wherever they are kept: on the list's own page, and in an application. */
export class Items {
  /** The key of the line that is open, if one is. */
  open: string | null = null;
  /** It was added just now: closing it empty takes it away again. */
  private isNew = false;
  /** Somebody said they were done: from now on what is missing is said. */
  isTried = false;

  constructor(
    private readonly read: () => readonly Item[],
    private readonly write: (items: readonly Item[]) => void,
  ) {
    makeAutoObservable<this, 'read' | 'write'>(this, { read: false, write: false });
  }

  get all(): readonly Item[] {
    return this.read();
  }

  get opened(): Item | null {
    return this.all.find(({ key }) => key === this.open) ?? null;
  }

  get wrong(): ReturnType<typeof wrongIn> {
    return this.opened && this.isTried ? wrongIn(this.opened, this.all) : {};
  }

  get hasRoom(): boolean {
    return this.all.length < limits.services;
  }

  get isRight(): boolean {
    return this.all.every((one) => Object.keys(wrongIn(one, this.all)).length === 0);
  }

  isWrong(item: Item): boolean {
    return Object.keys(wrongIn(item, this.all)).length > 0;
  }

  add(): void {
    const item = newItem();
    this.write([...this.all, item]);
    this.edit(item.key);
    this.isNew = true;
  }

  edit(key: string): void {
    this.open = key;
    this.isNew = false;
    this.isTried = false;
  }

  change(part: Partial<Item>): void {
    this.write(this.all.map((one) => (one.key === this.open ? { ...one, ...part } : one)));
  }

  /** Closes the line when nothing in it is wrong, and else says what is. */
  done(): void {
    this.isTried = true;
    if (Object.keys(this.wrong).length === 0) this.open = null;
  }

  /** Closes the line as it is; a new one without a name was not meant. */
  leave(): void {
    const { opened } = this;
    if (opened && this.isNew && !opened.name.trim()) this.remove(opened.key);
    this.open = null;
  }

  move(key: string, by: -1 | 1): void {
    this.write(moved(this.all, key, by));
  }

  remove(key: string): void {
    this.write(this.all.filter((one) => one.key !== key));
    if (this.open === key) this.open = null;
  }
}
