export type Shortcut = 'mic' | 'camera' | 'share' | 'hand' | 'leave' | 'help';

export const shortcutKeys: readonly { shortcut: Shortcut; keys: string }[] = [
  { shortcut: 'mic', keys: 'M' },
  { shortcut: 'camera', keys: 'V' },
  { shortcut: 'share', keys: 'S' },
  { shortcut: 'hand', keys: 'H' },
  { shortcut: 'leave', keys: 'Shift+L' },
  { shortcut: 'help', keys: '?' },
];

export interface Pressed {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isComposing: boolean;
}

const letters: Record<string, Shortcut> = { m: 'mic', v: 'camera', s: 'share', h: 'hand' };

/** What a key means in a Meet. Leaving takes two keys: one slip of a finger shall not end a talk. */
export function shortcutOf(pressed: Pressed): Shortcut | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat || pressed.isComposing)
    return null;
  if (pressed.key === '?') return 'help';
  // With a Japanese input method on, `key` is no letter: then the place of the key counts.
  const letter = /^[a-z]$/i.test(pressed.key)
    ? pressed.key.toLowerCase()
    : pressed.code.replace(/^Key/, '').toLowerCase();
  if (pressed.shiftKey) return letter === 'l' ? 'leave' : null;
  return letters[letter] ?? null;
}

interface Place {
  tagName: string;
  isContentEditable: boolean;
  closest: (selectors: string) => unknown;
}

/** Whether a key belongs to what has the focus: text being typed, a menu, a list that is searched by letters. */
export function takesKeys(target: Place | null): boolean {
  if (!target) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return target.closest('[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]') !== null;
}
