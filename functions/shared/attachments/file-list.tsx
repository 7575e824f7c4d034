import type { AttachmentSummary } from '../../../schemas/contract/attachments.ts';
import { sizeText } from '../../../schemas/size-text.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';
import { fileWords, SCAN_WORDS } from '../state-words.ts';

const WORDS = {
  original: { zh: '原文件名：', en: 'Named by its sender: ' },
  unnamed: { zh: '（尚未选择文件）', en: '(no file chosen yet)' },
  nth: (place: number): Text => ({ zh: `第${place}个`, en: `no. ${place}` }),
};

/** A file's name; one without a script's help has none until it has arrived. */
export const fileName = ({ name }: Pick<AttachmentSummary, 'name'>, language: Language): string =>
  name ?? WORDS.unnamed[language];

/** Name, size, state, caption and findings of a file, for lists and for those who choose among files. */
export function FileFacts({
  file,
  language,
  href,
}: {
  file: AttachmentSummary;
  language: Language;
  href?: string | undefined;
}) {
  const t = speak(language);
  const name = fileName(file, language);
  return (
    <>
      {href === undefined ? <span class="file-name">{name}</span> : <a href={href}>{name}</a>}
      {file.size !== undefined && <span class="file-size"> {sizeText(file.size)}</span>}{' '}
      <span class={`tag tag-${file.state}`}>{t(fileWords(file))}</span>
      {file.scan && <span class="hint"> {t(SCAN_WORDS[file.scan])}</span>}
      {file.originalName !== undefined && (
        <p class="hint">
          {t(WORDS.original)}
          <bdi>{file.originalName}</bdi>
        </p>
      )}
      {file.caption !== undefined && <p class="hint">{file.caption}</p>}
      {file.findings.map(({ message }) => (
        <p class="error-message">{message}</p>
      ))}
    </>
  );
}

/** Files by what tells them apart, for those who name one: state and place among those of one name where these matter. */
export function choicesOf(files: readonly AttachmentSummary[], language: Language) {
  const t = speak(language);
  return files.flatMap((file) => {
    const { id, slot, name, state } = file;
    // Nothing was chosen yet that could be named.
    if (name === undefined) return [];
    const same = files.filter((one) => one.slot === slot && one.name === name);
    const notes = [
      ...(same.length > 1 ? [t(WORDS.nth(same.indexOf(file) + 1))] : []),
      ...(state === 'accepted' ? [] : [t(fileWords(file))]),
    ];
    return [{ id, slot, label: [name, ...notes].join(' · ') }];
  });
}
