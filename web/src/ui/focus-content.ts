/**
 * Puts the focus into a dialog or a panel in the moment it is there: `ref` of its root. Mantine's trap would put it on
 * `data-autofocus` a little later, and once more after that: a key pressed before went to the page behind, or was taken
 * back.
 */
export function focusContent(root: HTMLDivElement | null): void {
  const first = root?.querySelector<HTMLElement>('[data-autofocus]') ?? root?.querySelector('button');
  first?.focus({ preventScroll: true });
}

/** Lets the trap find, when it comes, the focus where it is: for `onFocus` of the same root. */
export function markFocused(root: HTMLElement, focused: HTMLElement): void {
  for (const marked of root.querySelectorAll('[data-autofocus]')) marked.removeAttribute('data-autofocus');
  focused.setAttribute('data-autofocus', '');
}
