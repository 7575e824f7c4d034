import type { AttachmentSummary } from '../../schemas/contract/attachments.ts';
import type { Language } from '../../schemas/text.ts';
import { FILE_NOTICE } from '../shared/attachments/addresses.ts';
import { FileFacts, fileName } from '../shared/attachments/file-list.tsx';
import { speak } from '../shared/page/words.ts';
import type { Notice } from './posted.ts';

const WORDS = {
  removed: {
    zh: (name: string) => `“${name}”已移除。`,
    en: (name: string) => `“${name}” was removed.`,
  },
  restored: { zh: (name: string) => `“${name}”已恢复。`, en: (name: string) => `“${name}” is back.` },
  uploaded: {
    zh: (name: string) => `“${name}”已上传。`,
    en: (name: string) => `“${name}” has been uploaded.`,
  },
  refused: {
    zh: (name: string) => `“${name}”已收到，但不符合要求，请查看该文件下的说明。`,
    en: (name: string) => `“${name}” arrived but does not meet the requirements: see below it.`,
  },
  pending: {
    zh: () => '文件尚未到达，请稍后重新打开本页查看。',
    en: () => 'The file has not arrived yet. Open this page again in a moment.',
  },
};

const BUTTONS = {
  undo: { zh: '撤销移除', en: 'Undo' },
  restore: { zh: '恢复', en: 'Restore' },
  list: {
    zh: (count: number) => `已移除或被替换的文件（${count}）`,
    en: (count: number) => `Files removed or replaced (${count})`,
  },
};

export interface FileNotice {
  word: keyof typeof WORDS;
  file: AttachmentSummary;
}

export const isAboutFile = (notice: Notice | undefined): notice is FileNotice['word'] =>
  notice !== undefined && notice in WORDS;

/** It saves what was typed, as all buttons of the report do. */
function Restore({
  file,
  word,
  language,
}: {
  file: AttachmentSummary;
  word: 'undo' | 'restore';
  language: Language;
}) {
  return (
    <button
      type="submit"
      name="action"
      value={`restore-file:${file.id}`}
      class={word === 'undo' ? 'secondary' : 'link'}
    >
      {speak(language)(BUTTONS[word])}
      <span class="visually-hidden"> {fileName(file, language)}</span>
    </button>
  );
}

/** Where the address leads, so that a keyboard goes on here. @param undo there is a place for it */
export function FileNotice({
  notice: { word, file },
  undo,
  language,
}: {
  notice: FileNotice;
  undo: boolean;
  language: Language;
}) {
  return (
    <div class="notice" id={FILE_NOTICE} tabindex={-1}>
      <p role="status">{WORDS[word][language](fileName(file, language))}</p>
      {undo && (
        <p>
          <Restore file={file} word="undo" language={language} />
        </p>
      )}
    </div>
  );
}

/** Files that were removed from a slot. @param hasPlace one of them can be taken back */
export function RemovedFiles({
  files,
  hasPlace,
  language,
}: {
  files: readonly AttachmentSummary[];
  hasPlace: boolean;
  language: Language;
}) {
  if (files.length === 0) return null;
  return (
    <details>
      <summary>{BUTTONS.list[language](files.length)}</summary>
      <ul class="list">
        {files.map((file) => (
          <li>
            <FileFacts file={file} language={language} />
            {hasPlace && (
              <p>
                <Restore file={file} word="restore" language={language} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
