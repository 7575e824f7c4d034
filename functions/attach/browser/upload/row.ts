import type { Language, Text } from '../../../../schemas/text.ts';

const BUTTONS = ['pause', 'resume', 'cancel', 'drop', 'remove'] as const;
type Button = (typeof BUTTONS)[number];

/** One file in the page's list. */
export interface Row {
  element: HTMLElement;
  state(tag: string, text: Text): void;
  /** The line below: progress, or why it does not go on. */
  note(text: Text | undefined): void;
  bar(fraction: number | undefined): void;
  warn(texts: readonly Text[]): void;
  fail(text: Text | undefined): void;
  /** Which buttons there are, and what they do. */
  buttons(actions: { [button in Button]?: () => void }): void;
  /** Shows where another file can take the place of this one. */
  replaceable(id: string): void;
  /** Takes the row off the page. Whoever was in it goes on at the next one, or at `after`. */
  leave(after: HTMLElement): void;
}

export function part<T extends Element>(root: ParentNode, selector: string, kind: new () => T): T {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Makes a row from the page's template, which brings the words of its buttons along. */
export function createRow(
  template: HTMLTemplateElement,
  language: Language,
  name: string,
  size: string,
): Row {
  const element = part(template.content, 'li', HTMLLIElement).cloneNode(true);
  if (!(element instanceof HTMLLIElement)) throw new Error('no row');
  const at = (what: string) => part(element, `[data-part=${what}]`, HTMLElement);
  const progress = part(element, 'progress', HTMLProgressElement);
  at('name').textContent = name;
  at('size').textContent = size;
  progress.setAttribute('aria-label', name);
  const replace = part(element, '[data-part=replace]', HTMLAnchorElement);
  part(replace, '[data-part=of]', HTMLElement).textContent = ` ${name}`;
  for (const button of BUTTONS) {
    part(at(button), '[data-part=of]', HTMLElement).textContent = ` ${name}`;
  }
  // Where a keyboard goes on when the button that it pressed is no more.
  element.tabIndex = -1;
  const show = (where: HTMLElement, text: Text | undefined) => {
    where.hidden = text === undefined;
    where.textContent = text ? text[language] : '';
  };
  return {
    element,
    state(tag, text) {
      const label = at('state');
      label.className = `tag tag-${tag}`;
      label.textContent = text[language];
    },
    note: (text) => show(at('note'), text),
    fail: (text) => show(at('fault'), text),
    bar(fraction) {
      progress.hidden = fraction === undefined;
      progress.value = fraction ?? 0;
    },
    warn(texts) {
      const list = at('warnings');
      list.hidden = texts.length === 0;
      part(list, 'ul', HTMLUListElement).replaceChildren();
      for (const text of texts) {
        const item = document.createElement('li');
        item.textContent = text[language];
        part(list, 'ul', HTMLUListElement).append(item);
      }
    },
    buttons(actions) {
      const pressed = BUTTONS.find((button) => at(button) === document.activeElement);
      for (const button of BUTTONS) {
        const control = at(button);
        control.hidden = !actions[button];
        control.onclick = actions[button] ?? null;
      }
      if (pressed === undefined || actions[pressed]) return;
      // Never on to 取消, which a second press of the same key would give the file up with.
      const next = actions.pause ? at('pause') : actions.resume ? at('resume') : element;
      next.focus();
    },
    replaceable(id) {
      const address = new URL(replace.href);
      address.searchParams.set('replaces', id);
      replace.href = address.href;
      replace.hidden = false;
    },
    leave(after) {
      const here = element.contains(document.activeElement);
      const next = element.nextElementSibling ?? element.previousElementSibling;
      element.remove();
      if (here) (next instanceof HTMLElement ? next : after).focus();
    },
  };
}
