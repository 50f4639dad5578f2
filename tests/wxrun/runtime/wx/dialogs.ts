import type { Shell } from '../shell';
import { ask, Refused, type Options } from './calls';

/** Dialogs are drawn, so that a test answers them the way a person does: by tapping what they say. */
export function dialogsOf(shell: Shell): Options {
  const part = (className: string, text: string, parent: HTMLElement): HTMLElement => {
    const element = parent.appendChild(document.createElement('div'));
    element.className = className;
    element.textContent = text;
    return element;
  };

  /** Shows lines and choices, and resolves with the number of the choice tapped. */
  const dialog = (lines: string[], choices: string[]): Promise<number> =>
    new Promise((chosen) => {
      const shade = document.createElement('div');
      shade.className = 'wx-dialog';
      const paper = part('wx-dialog-paper', '', shade);
      for (const line of lines) part('wx-dialog-line', line, paper);
      choices.forEach((choice, number) => {
        part('wx-dialog-choice', choice, paper).addEventListener('click', () => {
          close();
          chosen(number);
        });
      });
      const close = shell.over(shade);
    });

  let closeToast: () => void = () => undefined;
  let timer = 0;
  const toast = (title: unknown, duration: number | null): void => {
    window.clearTimeout(timer);
    closeToast();
    const element = document.createElement('div');
    element.className = 'wx-toast';
    element.textContent = String(title);
    closeToast = shell.over(element);
    if (duration !== null) timer = window.setTimeout(closeToast, duration);
  };
  const hide = (): void => closeToast();

  return {
    showModal: ask('showModal', async ({ title = '', content = '', showCancel = true, ...more }) => {
      const { confirmText = '确定', cancelText = '取消' } = more as { confirmText?: string; cancelText?: string };
      const choices = showCancel ? [cancelText, confirmText] : [confirmText];
      const lines = [title, content].map((line) => line as string).filter((line) => line !== '');
      const isConfirmed = choices[await dialog(lines, choices)] === confirmText;
      return { confirm: isConfirmed, cancel: !isConfirmed, content: null };
    }),
    showActionSheet: ask('showActionSheet', async ({ itemList }) => {
      const items = itemList as string[];
      if (items.length === 0 || items.length > 6) throw new Refused('parameter error: itemList takes 1 to 6');
      const tapIndex = await dialog([], [...items, '取消']);
      if (tapIndex === items.length) throw new Refused('cancel');
      return { tapIndex };
    }),
    showToast: ask('showToast', ({ title, duration = 1500 }) => toast(title, duration as number)),
    hideToast: ask('hideToast', hide),
    showLoading: ask('showLoading', ({ title }) => toast(title, null)),
    hideLoading: ask('hideLoading', hide),
  };
}
