import { isFailure } from './failure.ts';
import type { Begun } from './memory.ts';
import type { Queue } from './queue.ts';
import type { Row } from './row.ts';
import { type Desk, type End, uploadFile } from './upload-file.ts';
import { awaitVerdict } from './verdict.ts';
import { WORDS } from './words.ts';

export interface Place {
  desk: Desk;
  queue: Queue;
  picker: HTMLElement;
  /** Files that the person would lose by leaving: their progress only, but who knows that? */
  unfinished: Set<object>;
  /** Told how each upload stopped. */
  onEnd(end: End): void;
  /** Told when room was taken or given back. */
  onRoom(): void;
}

/** A file in the page's list. */
export interface Listed {
  file: File;
  /** Undefined while it waits or is under way. */
  end(): End | undefined;
  resume(): void;
  /** Takes it off, and gives up what was begun. */
  cancel(): void;
  /** Whether it was taken off. */
  isOff(): boolean;
}

/** Takes back what was begun. @returns false when the server could not be told: then it is still there, and known */
export async function giveUp({ memory, api }: Desk, begun: Begun): Promise<boolean> {
  try {
    await api.remove(begun.id);
  } catch (error) {
    if (!isFailure(error, 'gone')) return false;
  }
  await memory.forget(begun);
  return true;
}

/** Makes a file that can be put into the queue, with buttons to stop it, go on, and give it up. */
export function listFile(
  { desk, queue, picker, unfinished, onEnd, onRoom }: Place,
  file: File,
  row: Row,
): Listed {
  const token = {};
  let stop = new AbortController();
  let [isRunning, isOff] = [false, false];
  let end: End | undefined;
  let begun: Begun | undefined;
  /** Off the page only once it is off the server too. */
  const leave = async () => {
    const known = begun ?? (await desk.memory.find(desk.place, file));
    if (known && !(await giveUp(desk, known))) {
      row.note(WORDS.notCancelled);
      row.buttons({ cancel });
      desk.say(WORDS.of(file.name, WORDS.notCancelled));
      return;
    }
    row.leave(picker);
    desk.say(WORDS.of(file.name, end === 'done' ? WORDS.removed : WORDS.cancelled));
    onRoom();
  };
  const run = async () => {
    if (stop.signal.aborted) return;
    isRunning = true;
    row.buttons({ pause: () => stop.abort(), cancel });
    end = await uploadFile(desk, file, row, stop.signal, (one) => {
      begun = one;
      onRoom();
    });
    isRunning = false;
    unfinished.delete(token);
    if (isOff) {
      // What was asked for while it was cancelled came after all.
      await leave();
      return;
    }
    // What was refused in words is refused again: another file is wanted.
    row.buttons(end === 'done' ? {} : end === 'refused' ? { drop: cancel } : { resume, cancel });
    onEnd(end);
    onRoom();
    if (end === 'done' && begun) {
      row.replaceable(begun.id);
      void awaitVerdict(desk, row, begun.id, file.name).then((state) => {
        if (state !== 'refused') return;
        row.buttons({ remove: cancel });
        // It takes up none any more.
        onRoom();
      });
    }
  };
  const cancel = () => {
    isOff = true;
    stop.abort();
    unfinished.delete(token);
    queue.remove(run);
    row.buttons({});
    if (!isRunning) void leave();
  };
  const resume = () => {
    stop = new AbortController();
    end = undefined;
    row.state('awaiting', WORDS.waiting);
    row.note(undefined);
    row.fail(undefined);
    unfinished.add(token);
    queue.add(run);
    if (!isRunning) row.buttons({ cancel });
  };
  return { file, end: () => end, resume, cancel, isOff: () => isOff };
}
