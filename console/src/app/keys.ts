// Keys by their place on the keyboard, so that they work in every layout.
import { useEffect, useRef } from 'react';

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

// keyName is how a key press is written in a KeyMap: "KeyA", "Ctrl+Enter".
export function keyName(event: KeyboardEvent): string {
  const modifiers = [event.ctrlKey || event.metaKey ? 'Ctrl+' : '', event.altKey ? 'Alt+' : '', event.shiftKey ? 'Shift+' : ''];
  return modifiers.join('') + event.code;
}

const textFields = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]';

const isTyping = (target: EventTarget | null) => target instanceof Element && target.closest(textFields) !== null;

// isBusy: a dialog or an open list has the keys to itself.
const isBusy = () => [...document.querySelectorAll('[role=dialog], [role=listbox], [role=menu]')].some((element) => element.checkVisibility());

// It is asked before anybody acts on the key: Esc that closes a dialog must not
// leave the page behind it, too.
let busy = false;
if (typeof window !== 'undefined') window.addEventListener('keydown', () => (busy = isBusy()), true);

export const worksWhileTyping = (name: string) => name.startsWith('Ctrl+') || name.startsWith('F');

export function useKeys(keys: KeyMap, active = true) {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    if (!active) return undefined;
    function press(event: KeyboardEvent) {
      const name = keyName(event);
      const act = current.current[name];
      if (name === 'Escape' && !busy && isTyping(event.target)) {
        (event.target as HTMLElement).blur(); // leaves the field, not the page
        return;
      }
      if (!act || event.defaultPrevented || busy || (isTyping(event.target) && !worksWhileTyping(name))) return;
      event.preventDefault();
      act(event);
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active]);
}
