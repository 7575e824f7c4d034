import { sizeText } from '../../../schemas/size-text.ts';
import { openApi } from './upload/api.ts';
import { startChecksums } from './upload/checksums.ts';
import { type Begun, openMemory } from './upload/memory.ts';
import type { PageFacts } from './upload/page-facts.ts';
import { createQueue } from './upload/queue.ts';
import { createRow, part, type Row } from './upload/row.ts';
import { type Desk, faultOf, uploadFile, warnOf } from './upload/upload-file.ts';
import { WORDS } from './upload/words.ts';

interface Place {
  desk: Desk;
  list: HTMLElement;
  newRow(name: string, size: number): Row;
  /** Files that the person would lose by leaving: their progress only, but who knows that? */
  unfinished: Set<object>;
}

/** Puts a file into the queue, with buttons to stop it, go on, and give it up. */
function enqueue(
  { desk, unfinished }: Place,
  queue: ReturnType<typeof createQueue>,
  file: File,
  row: Row,
): void {
  const token = {};
  let stop = new AbortController();
  const run = async () => {
    if (stop.signal.aborted) return;
    row.buttons({ pause: () => stop.abort(), cancel });
    const end = await uploadFile(desk, file, row, stop.signal);
    unfinished.delete(token);
    row.buttons(end === 'done' ? {} : { resume, cancel });
  };
  const cancel = async () => {
    stop.abort();
    unfinished.delete(token);
    queue.remove(run);
    row.element.remove();
    const begun = await desk.memory.find(desk.place, file);
    if (begun) await giveUp(desk, begun);
  };
  const resume = () => {
    stop = new AbortController();
    row.state('awaiting', WORDS.waiting);
    row.buttons({ cancel });
    unfinished.add(token);
    queue.add(run);
  };
  resume();
}

async function giveUp({ memory, api }: Desk, begun: Begun): Promise<void> {
  await memory.forget(begun);
  await api.remove(begun.id).catch(() => {});
}

/** Shows what an earlier page left unfinished; what is no more is not shown. */
async function remind({ desk, list, newRow }: Place, begun: Begun): Promise<void> {
  const arrived = await desk.api.arrived(begun.id).catch(() => undefined);
  if (arrived?.state !== 'awaiting') return;
  const row = newRow(begun.name, begun.size);
  const bytes = arrived.parts.reduce((sum, { size }) => sum + size, 0);
  row.state('awaiting', WORDS.unfinished);
  row.bar(bytes / begun.size);
  row.note(WORDS.arrived(bytes, begun.size));
  row.element.dataset.begun = `${begun.name}/${begun.size}`;
  row.buttons({
    cancel: async () => {
      row.element.remove();
      await giveUp(desk, begun);
    },
  });
  list.append(row.element);
}

/** Makes the page's plain form an uploader of several files that survives lost lines and closed tabs. */
function start(section: HTMLElement, facts: PageFacts): void {
  const { slot, place, language, begun } = facts;
  const picker = part(section, 'input[type=file]', HTMLInputElement);
  const list = part(section, '[data-part=files]', HTMLElement);
  const template = part(section, 'template', HTMLTemplateElement);
  const status = part(section, '[role=status]', HTMLElement);
  const desk: Desk = {
    api: openApi(facts.form),
    memory: openMemory(),
    place,
    slot,
    language,
    replaces: facts.replaces,
    crcOf: startChecksums('/assets/attach-crc-worker.js'),
    say: (text) => {
      status.textContent = text[language];
    },
  };
  const newRow = (name: string, size: number) => createRow(template, language, name, sizeText(size));
  const here: Place = { desk, list, newRow, unfinished: new Set() };
  const queue = createQueue();

  async function take(file: File): Promise<void> {
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
      row.buttons({ drop: () => row.element.remove() });
      return;
    }
    void warnOf(file, slot, row);
    enqueue(here, queue, file, row);
  }

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
    if (begun && !all.some(({ id }) => id === begun.id))
      await remind(here, { place, lastModified: 0, ...begun });
    for (const one of all) await remind(here, one);
  });
  section.hidden = false;
  const plain = document.querySelector('[data-plain]');
  if (plain instanceof HTMLElement) plain.hidden = true;
}

const section = document.querySelector('[data-upload]');
if (section instanceof HTMLElement) {
  const facts: PageFacts = JSON.parse(section.dataset.upload ?? '');
  start(section, facts);
}
