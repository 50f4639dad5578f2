import { Button as Native } from '@tarojs/components';
import type { ButtonProps } from '@tarojs/components';
import type { ReactNode } from 'react';
import './button.scss';

interface Props {
  children: ReactNode;
  /** `main` is the one red action of a page; `plain` any other; `quiet` reads as a line of text. */
  kind?: 'main' | 'plain' | 'quiet';
  busy?: boolean;
  disabled?: boolean;
  /** For as long as the second touch of a double tap may still come: see `useRested`. */
  resting?: boolean;
  /** What only the platform's own button has: what it opens, the id it is known by, and what came of it. */
  native?: Partial<ButtonProps>;
  onTap?: () => void;
}

export const Button = ({
  children,
  kind = 'plain',
  busy = false,
  disabled = false,
  resting = false,
  native,
  onTap,
}: Props) => (
  <Native
    // The native `loading` tears H5's stand-in apart when it comes and goes, so waiting is shown by breathing.
    className={`button button--${kind} ${busy ? 'button--busy' : resting && !disabled ? 'button--resting' : ''}`}
    // Only when they hold: H5 writes a false one out as an attribute, and an attribute disables.
    {...((disabled || busy || resting) && { disabled: true })}
    {...native}
    onClick={onTap && (() => !busy && !disabled && !resting && onTap())}
  >
    {children}
  </Native>
);
