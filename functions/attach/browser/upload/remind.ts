import { isFailure } from './failure.ts';
import { giveUp, type Place } from './listed-file.ts';
import type { Begun } from './memory.ts';
import type { Row } from './row.ts';
import { WORDS } from './words.ts';

export interface Shelf extends Place {
  list: HTMLElement;
  newRow(name: string, size: number): Row;
}

function show({ desk, picker, list, newRow, onRoom }: Shelf, begun: Begun): Row {
  const { name, size } = begun;
  const row = newRow(name, size);
  // Choosing the file goes on with it, in a row of its own.
  row.element.dataset.begun = `${name}/${size}`;
  row.buttons({
    cancel: async () => {
      if (!(await giveUp(desk, begun))) return row.note(WORDS.notCancelled);
      row.leave(picker);
      onRoom();
    },
  });
  list.append(row.element);
  return row;
}

/** Shows what an earlier page left unfinished, and what the store has given up since. */
export async function remind(shelf: Shelf, begun: Begun): Promise<void> {
  const { api, memory } = shelf.desk;
  try {
    const { state, parts } = await api.arrived(begun.id);
    // Another page brought it to its end.
    if (state !== 'awaiting') return await memory.forget(begun);
    const bytes = parts.reduce((sum, { size }) => sum + size, 0);
    const row = show(shelf, begun);
    row.state('awaiting', WORDS.unfinished);
    row.bar(bytes / begun.size);
    row.note(WORDS.arrived(bytes, begun.size));
  } catch (error) {
    if (isFailure(error, 'gone')) await memory.forget(begun);
    // Where the line is down it is remembered for the next time.
    if (!isFailure(error, 'lapsed')) return;
    const row = show(shelf, begun);
    row.state('refused', WORDS.expired);
    row.note(WORDS.chooseAgain);
  }
}
