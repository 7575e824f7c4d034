import { isControl } from './cell.ts';
import { moveOnEnter } from './keys.ts';
import { isTable, pasteRows } from './paste.ts';
import { columnOf, controlsOf, copyOf, isBlank, place, retitle } from './row.ts';
import { WORDS } from './words.ts';

function button(text: string, action: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'secondary', textContent: text });
  made.addEventListener('click', action);
  return made;
}

/**
 * Edits the rows of a register without a round trip. The buttons that post the form for it stay, for whoever has no
 * script: here they are caught before they post.
 */
export function editRows(list: HTMLElement): void {
  const { rows: name = '', mostRows = '', columns = '' } = list.dataset;
  const known = columns.split('\n').map((line) => {
    const [column = '', ...names] = line.split('\t');
    return { name: column, names };
  });
  const most = Number(mostRows) || Number.POSITIVE_INFINITY;
  const add = list.parentElement?.querySelector(`button[value="add-row:${name}"]`);
  const [hint, said] = [document.createElement('p'), document.createElement('p')];
  hint.className = 'hint';
  hint.textContent = WORDS.hint;
  said.setAttribute('role', 'status');
  // Where rows are pasted without script, which is folded: so that nothing moves that is being read.
  document.getElementById(`paste-${name}`)?.closest('.field')?.before(hint);
  list.after(said);

  const rows = () => [...list.querySelectorAll<HTMLDetailsElement>('details.row')];
  const rowOf = (element: unknown) =>
    element instanceof Element
      ? (element.closest<HTMLDetailsElement>('details.row') ?? undefined)
      : undefined;

  function settle(text: string, focus?: HTMLElement): void {
    for (const [index, row] of rows().entries()) place(row, name, index);
    said.textContent = text;
    focus?.focus();
    list.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function addAfter(row: Element, filled: boolean): void {
    if (rows().length >= most) {
      said.textContent = WORDS.mostRows(most);
      return;
    }
    const made = copyOf(row, filled);
    if (!made) return;
    row.after(made);
    made.open = true;
    equip(made);
    settle(WORDS.added(rows().indexOf(made) + 1), controlsOf(made)[0]);
  }

  function move(row: HTMLDetailsElement, by: -1 | 1): void {
    const other = rows()[rows().indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    settle(
      WORDS.moved(rows().indexOf(row) + 1),
      row.querySelector<HTMLElement>(':scope > summary') ?? undefined,
    );
  }

  function remove(row: HTMLDetailsElement): void {
    const index = rows().indexOf(row);
    // One row always stays: the next one is made after its likeness.
    const blank = rows().length === 1 ? copyOf(row, false) : undefined;
    if (blank) row.after(blank);
    row.remove();
    const next = rows()[Math.min(index, rows().length - 1)];
    settle(WORDS.removed(index + 1), next?.querySelector<HTMLElement>(':scope > summary') ?? undefined);
    const undo = button(WORDS.undo, () => {
      const before = rows()[index];
      if (before) before.before(row);
      else list.append(row);
      if (blank && isBlank(blank)) blank.remove();
      settle(WORDS.added(index + 1), row.querySelector<HTMLElement>(':scope > summary') ?? undefined);
    });
    said.append(undo);
  }

  /** Rows get their buttons when they are opened: of hundreds most never are. */
  function equip(row: HTMLDetailsElement): void {
    if (!row.open || row.querySelector('[data-tools]')) return;
    const tools = document.createElement('span');
    tools.dataset.tools = '';
    tools.append(
      button(WORDS.duplicate, () => addAfter(row, true)),
      button(WORDS.up, () => move(row, -1)),
      button(WORDS.down, () => move(row, 1)),
    );
    row.querySelector('.buttons')?.append(tools);
  }

  list.addEventListener(
    'toggle',
    ({ target }) => target instanceof HTMLDetailsElement && equip(target),
    true,
  );
  rows().forEach(equip);

  list.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest('button') : null;
    const row = rowOf(pressed);
    if (!row || !pressed?.value.startsWith('remove-row:')) return;
    event.preventDefault();
    remove(row);
  });
  add?.addEventListener('click', (event) => {
    const last = rows().pop();
    if (!last) return;
    event.preventDefault();
    addAfter(last, false);
  });
  list.addEventListener('change', ({ target }) => {
    const row = rowOf(target);
    if (row) retitle(row, rows().indexOf(row));
  });
  list.addEventListener('keydown', (event) => {
    const row = rowOf(event.target);
    if (row) moveOnEnter(event, row, () => addAfter(row, false));
  });
  list.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { target } = event;
    const row = rowOf(target);
    if (!row || !isControl(target) || !isTable(text)) return;
    // A text area takes lines of its own; only cells are not for it.
    if (target instanceof HTMLTextAreaElement && !text.includes('\t')) return;
    event.preventDefault();
    const at = { row: rows().indexOf(row), column: columnOf(target) };
    const there = rows();
    const message = pasteRows(text, at, {
      columns: known,
      mostRows: most,
      rowAt(index) {
        const last = there[there.length - 1];
        if (!there[index] && last) {
          const made = copyOf(last, false);
          if (!made) return undefined;
          made.open = false;
          place(made, name, index);
          last.after(made);
          there.push(made);
        }
        return there[index];
      },
    });
    settle(message, target);
  });
}
