import { sizeText } from '../../../schemas/size-text.ts';
import { openApi } from './upload/api.ts';
import { startChecksums } from './upload/checksums.ts';
import { type Listed, listFile } from './upload/listed-file.ts';
import { openMemory } from './upload/memory.ts';
import type { PageFacts } from './upload/page-facts.ts';
import { createQueue } from './upload/queue.ts';
import { remind } from './upload/remind.ts';
import { keepRoom } from './upload/room.ts';
import { createRow, part } from './upload/row.ts';
import { type Desk, type End, faultOf, warnOf } from './upload/upload-file.ts';
import { WORDS } from './upload/words.ts';

const isSame = (a: File, b: File) =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/** Makes the page's plain form an uploader of several files that survives lost lines and closed tabs. */
function start(section: HTMLElement, facts: PageFacts, worker: URL): void {
  const { slot, place, language, begun } = facts;
  const picker = part(section, 'input[type=file]', HTMLInputElement);
  const list = part(section, '[data-part=files]', HTMLElement);
  const template = part(section, 'template', HTMLTemplateElement);
  const status = part(section, '[role=status]', HTMLElement);
  const desk: Desk = {
    api: openApi(facts.form, facts.unit),
    memory: openMemory(),
    place,
    slot,
    language,
    replaces: facts.replaces,
    crcOf: startChecksums(() => new Worker(worker)),
    say: (text) => {
      status.textContent = text[language];
    },
  };
  const newRow = (name: string, size: number) => createRow(template, language, name, sizeText(size));
  const signedOut = part(section, '[data-part=signed-out]', HTMLElement);
  const here = {
    desk,
    list,
    picker,
    newRow,
    queue: createQueue(),
    unfinished: new Set<object>(),
    onRoom: keepRoom(facts),
    onEnd: (end: End) => {
      if (end === 'signed-out') signedOut.hidden = false;
    },
  };
  let listed: Listed[] = [];

  /** Whether the page goes on with what it has of this file, instead of taking it in anew. */
  function goesOn(file: File): boolean {
    listed = listed.filter((one) => !one.isOff());
    const before = listed.find((one) => one.file.name === file.name && one.end() === 'unreadable');
    // It was changed, and here is how it is now.
    before?.cancel();
    const same = listed.find((one) => isSame(one.file, file) && one !== before);
    const end = same?.end();
    if (!same || end === undefined || end === 'done' || end === 'refused') return false;
    same.resume();
    return true;
  }

  async function take(file: File): Promise<void> {
    if (goesOn(file)) return;
    for (const row of Array.from(list.querySelectorAll<HTMLElement>('[data-begun]'))) {
      if (row.dataset.begun === `${file.name}/${file.size}`) row.remove();
    }
    const { name, size, lastModified } = file;
    if (begun?.name === name && begun.size === size) {
      await desk.memory.keep({ place, name, size, lastModified, id: begun.id });
    }
    const row = newRow(name, size);
    list.prepend(row.element);
    const fault = faultOf(file, slot);
    if (fault) {
      row.state('refused', WORDS.failed);
      row.fail(fault);
      desk.say(WORDS.of(name, fault));
      row.buttons({ drop: () => row.leave(picker) });
      return;
    }
    void warnOf(file, slot, row);
    const isThere =
      listed.some((one) => isSame(one.file, file)) ||
      facts.files.some((one) => one.name === name && one.size === size);
    const entry = listFile(here, file, row);
    const go = () => {
      listed.push(entry);
      entry.resume();
    };
    if (!isThere) return go();
    row.state('awaiting', WORDS.twice);
    desk.say(WORDS.of(name, WORDS.twice));
    row.buttons({ resume: go, drop: () => row.leave(picker) });
  }

  window.addEventListener('focus', () => {
    signedOut.hidden = true;
    // Something may have been removed in another window.
    here.onRoom();
    for (const one of listed) if (!one.isOff() && one.end() === 'signed-out') one.resume();
  });
  picker.addEventListener('change', async () => {
    const files = Array.from(picker.files ?? []);
    for (const file of files) await take(file);
    // So that the same file can be chosen again.
    picker.value = '';
  });
  window.addEventListener('beforeunload', (event) => {
    if (here.unfinished.size === 0) return;
    event.preventDefault();
    // Older browsers ask only when this is set.
    event.returnValue = '';
  });
  void desk.memory.list(place).then(async (all) => {
    const isKnown = !begun || all.some(({ id }) => id === begun.id);
    for (const one of isKnown ? all : [{ place, lastModified: 0, ...begun }, ...all]) await remind(here, one);
  });
  section.hidden = false;
  const plain = document.querySelector('[data-plain]');
  if (plain instanceof HTMLElement) plain.hidden = true;
}

const section = document.querySelector('[data-upload]');
const script = document.currentScript;
if (section instanceof HTMLElement && script instanceof HTMLScriptElement) {
  const facts: PageFacts = JSON.parse(section.dataset.upload ?? '');
  // Both of one build: the worker is got from where this script was.
  start(section, facts, new URL('attach-crc-worker.js', script.src));
}
