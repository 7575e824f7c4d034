import type { Language } from '../../schemas/text.ts';
import { FileFacts } from '../shared/attachments/file-list.tsx';
import { speak } from '../shared/page/words.ts';
import type { AskedReport } from './asked-report.ts';
import { sightOf } from './download.ts';
import { type Narrowing, reportAddress } from './narrowing.ts';
import type { ToldRevision } from './report.ts';
import { Sight } from './sight.tsx';

const WORDS = {
  files: { zh: '附件', en: 'Attachments' },
  look: { zh: '在此查看', en: 'Look at it here' },
};

type File = Pick<ToldRevision['attachments'][number], 'id' | 'name' | 'type'>;

interface FilesProps {
  asked: AskedReport;
  revision: ToldRevision;
  /** Where the page fetches what it shows, by the ids of files. */
  sources: ReadonlyMap<string, string>;
  narrowing: Narrowing;
  language: Language;
}

/** Folded, and fetched only when it is wanted: a slot may hold 20 pictures. */
function Folded({ file, source, language }: { file: File; source: string | undefined; language: Language }) {
  if (source === undefined) return null;
  const { id, name = id, type } = file;
  return (
    <details>
      <summary>{WORDS.look[language]}</summary>
      <Sight kind={sightOf(type)} source={source} name={name} lazy />
    </details>
  );
}

/** The files of a revision, slot by slot, with what their inspection said. */
export function Files({ asked, revision, sources, narrowing, language }: FilesProps) {
  const t = speak(language);
  const slots = asked.definition.slots
    .map((slot) => ({ slot, files: revision.attachments.filter((file) => file.slot === slot.id) }))
    .filter(({ files }) => files.length > 0);
  if (slots.length === 0) return null;
  const more: [string, string][] = [['revision', String(revision.revision)]];
  return (
    <section>
      <h2>{t(WORDS.files)}</h2>
      {slots.map(({ slot, files }) => (
        <>
          <h3>{t(slot.title)}</h3>
          <ul class="list">
            {files.map((file) => (
              <li>
                <FileFacts
                  file={file}
                  language={language}
                  href={reportAddress(asked, narrowing, { under: `/attachments/${file.id}/view`, more })}
                />
                <Folded file={file} source={sources.get(file.id)} language={language} />
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}
