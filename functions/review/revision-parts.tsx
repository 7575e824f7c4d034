import type { DeskReport } from '../../schemas/contract/desk.ts';
import type { Form } from '../../schemas/form.ts';
import { sizeText } from '../../schemas/size-text.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { targetName } from '../shared/reports/target-name.ts';
import { FILE_WORDS } from '../shared/state-words.ts';
import type { AskedReport } from './asked-report.ts';

const WORDS = {
  explanations: { zh: '情况说明', en: 'Explanations' },
  files: { zh: '附件', en: 'Attachments' },
};

type Revision = DeskReport['revisions'][number];

/** What the unit said of the findings that need an explanation; the keys are `<code>:<pointer>`. */
export function Explained({
  form,
  explanations,
  language,
}: {
  form: Form;
  explanations: Revision['explanations'];
  language: Language;
}) {
  const t = speak(language);
  const given = Object.entries(explanations);
  if (given.length === 0) return null;
  return (
    <section>
      <h2>{t(WORDS.explanations)}</h2>
      <dl class="answers">
        {given.map(([key, text]) => {
          const pointer = key.slice(key.indexOf(':') + 1);
          return (
            <div>
              <dt>{targetName(form, pointer)?.[language] ?? key}</dt>
              <dd>{text}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** The files of a revision, slot by slot, with what their inspection said. */
export function Files({
  asked,
  revision,
  language,
}: {
  asked: AskedReport;
  revision: Revision;
  language: Language;
}) {
  const t = speak(language);
  const slots = asked.definition.slots
    .map((slot) => ({ slot, files: revision.attachments.filter((file) => file.slot === slot.id) }))
    .filter(({ files }) => files.length > 0);
  if (slots.length === 0) return null;
  const address = `/desk/reports/${asked.unit}/${asked.form}/attachments`;
  return (
    <section>
      <h2>{t(WORDS.files)}</h2>
      {slots.map(({ slot, files }) => (
        <>
          <h3>{t(slot.title)}</h3>
          <ul class="list">
            {files.map(({ id, name, size, state, findings }) => (
              <li>
                <a href={`${address}/${id}/view?revision=${revision.revision}`}>{name ?? id}</a>
                {size !== undefined && <span class="file-size"> {sizeText(size)}</span>}{' '}
                <span class={`tag tag-${state}`}>{t(FILE_WORDS[state])}</span>
                {findings.map(({ message }) => (
                  <p class="error-message">{message}</p>
                ))}
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}
