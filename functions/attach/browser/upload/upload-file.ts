import { extensionOf } from '../../../../schemas/slot.ts';
import type { Language, Text } from '../../../../schemas/text.ts';
import type { Api } from './api.ts';
import { isAbort, isFailure } from './failure.ts';
import { lookAt } from './look.ts';
import { type Begun, keepRate, lastRate, type Memory } from './memory.ts';
import { startPace } from './pace.ts';
import type { PageFacts } from './page-facts.ts';
import { type Line, partSizeFor } from './part-size.ts';
import { waitOnLine } from './patience.ts';
import type { Row } from './row.ts';
import { sendPart } from './send-part.ts';
import { sometimes } from './sometimes.ts';
import { transfer } from './transfer.ts';
import { WORDS } from './words.ts';

/** What the whole page shares. */
export interface Desk {
  api: Api;
  memory: Memory;
  place: string;
  slot: PageFacts['slot'];
  language: Language;
  crcOf(piece: Blob): Promise<number>;
  /** Reads it out to those who do not see the page. */
  say(text: Text): void;
  /** A file that this upload takes the place of. */
  replaces?: string | undefined;
}

/** What the server says is in the reader's language already. */
const bothWays = (text: string): Text => ({ zh: text, en: text });

/** What is plainly wrong: such a file need not be sent. */
export function faultOf(file: File, { types, maxBytes }: PageFacts['slot']): Text | undefined {
  const extensions = types.map(({ extension }) => extension);
  if (!extensions.includes(extensionOf(file.name))) return WORDS.wrongType(extensions);
  if (file.size === 0) return WORDS.empty;
  if (file.size > maxBytes) return WORDS.tooLarge(file.size, maxBytes);
  return undefined;
}

/** The upload of before if this file was begun, else a new one. */
async function beginOrGoOn({ api, memory, place, slot, replaces }: Desk, file: File): Promise<Begun> {
  const { name, size, lastModified } = file;
  const known = await memory.find(place, file);
  if (known) return known;
  const { id } = await api.begin({
    slot: slot.id,
    name,
    size,
    type: file.type,
    upload: 'multipart',
    partSize: partSizeFor(size, lastRate()),
    ...(replaces !== undefined && { replaces }),
  });
  const begun = { place, name, size, lastModified, id };
  await memory.keep(begun);
  return begun;
}

/** How an upload stopped: done or refused for good, or waiting for the person. */
export type End = 'done' | 'paused' | 'signed-out' | 'unreadable' | 'refused' | 'failed';

/** Nobody reads faster, and to draw every step of three parts takes an old machine more than to send them. */
const SHOWN_MS = 400;

/**
 * Uploads one file to its end, or to where the person has to do something.
 * @param onBegun told what was begun, as soon as it is known to be
 */
export async function uploadFile(
  desk: Desk,
  file: File,
  row: Row,
  signal: AbortSignal,
  onBegun: (begun: Begun) => void,
): Promise<End> {
  const { api, memory, crcOf, say } = desk;
  const { name, size } = file;
  const pace = startPace(() => performance.now());
  let said = 0;
  let isTold = false;
  let reached = 0;
  row.fail(undefined);
  row.state('checking', WORDS.reading);
  const show = sometimes((bytes: number) => {
    row.state('checking', WORDS.sending);
    row.bar(bytes / size);
    row.note(bytes < size ? WORDS.progress(bytes, size, pace.rate()) : WORDS.allSent);
    const percent = Math.floor((10 * bytes) / size) * 10;
    if (percent > said && percent < 100) say(WORDS.said(name, percent));
    said = Math.max(said, percent);
  }, SHOWN_MS);
  const onProgress = (bytes: number, moved: number) => {
    pace.mark(moved);
    reached = bytes;
    isTold = false;
    show(bytes);
  };
  const onWait = (milliseconds: number) => {
    show.stop();
    row.state('awaiting', WORDS.broken);
    row.note(WORDS.lost(Math.ceil(milliseconds / 1000)));
    if (!isTold) say(WORDS.of(name, WORDS.broken));
    isTold = true;
  };
  const patience = { wait: waitOnLine, random: Math.random, onWait };
  const arrivals = startPace(() => performance.now());
  let arrived = 0;
  const line: Line = {
    rate: () => arrivals.rate() ?? lastRate(),
    arrived(bytes) {
      arrived += bytes;
      arrivals.mark(arrived);
    },
    broken: false,
  };
  const sizeFor = (bytesPerSecond?: number) => partSizeFor(size, bytesPerSecond);
  let begun: Begun | undefined;
  try {
    for (;;) {
      begun = await beginOrGoOn(desk, file);
      onBegun(begun);
      const { id } = begun;
      try {
        await transfer(
          { ...patience, api, id, file, crcOf, send: sendPart, line, sizeFor, onProgress },
          signal,
        );
        break;
      } catch (error) {
        // The store keeps what is unfinished for a week; the person may have removed it: so it begins anew.
        if (!isFailure(error, 'gone', 'lapsed')) throw error;
        await memory.forget(begun);
        await api.remove(begun.id).catch(() => {});
      }
    }
  } catch (error) {
    const { end, text } = stopOf(error);
    row.note(end === 'signed-out' ? text : reached > 0 ? WORDS.sent(reached, size) : undefined);
    row.fail(end === 'paused' || end === 'signed-out' ? undefined : text);
    const stands = end === 'paused' || end === 'signed-out';
    row.state(stands ? 'awaiting' : 'refused', stands ? WORDS.paused : WORDS.failed);
    say(WORDS.of(name, text));
    return end;
  } finally {
    show.stop();
    // Of a line that broke nothing good is expected the next time.
    keepRate(line.broken ? 0 : arrivals.rate());
  }
  await memory.forget(begun);
  row.bar(undefined);
  row.note(undefined);
  row.state('checking', WORDS.checking);
  say(WORDS.done(name));
  return 'done';
}

/** Why an upload stopped, and what is told of it. */
function stopOf(error: unknown): { end: End; text: Text } {
  if (isAbort(error)) return { end: 'paused', text: WORDS.paused };
  if (isFailure(error, 'signed-out')) {
    return { end: 'signed-out', text: error.message ? bothWays(error.message) : WORDS.signedOut };
  }
  if (isFailure(error, 'unreadable')) return { end: 'unreadable', text: WORDS.unreadable };
  if (isFailure(error, 'refused')) return { end: 'refused', text: bothWays(error.message) };
  return { end: 'failed', text: WORDS.notYet };
}

/** What the browser sees of a file, beside its upload. */
export async function warnOf(file: File, slot: PageFacts['slot'], row: Row): Promise<void> {
  row.warn(await lookAt(file, slot).catch(() => []));
}
