import { fieldsOf } from '../../schemas/form.ts';
import { asKnownNow } from '../shared/attachments/as-known-now.ts';
import { fileName } from '../shared/attachments/file-list.tsx';
import { FileList } from '../shared/attachments/own-files.tsx';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { Answers } from '../shared/fields/answers.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { FormPage } from './form-page.tsx';
import { Standing } from './standing-section.tsx';

const WORDS = { files: { zh: '附件', en: 'Attachments' } };

/** A report that can no longer be changed: what was submitted last, to be read. */
export function lockedPage(props: FormPage): string {
  const { own, report, session, language } = props;
  const t = speak(language);
  const { definition } = own;
  const revision = report.newest;
  const known = [...report.attachments, ...report.removed];
  const files = (revision?.attachments ?? []).map((file) =>
    attachmentSummary(asKnownNow(known, file), language),
  );
  return page({
    title: t(definition.title),
    language,
    session,
    children: (
      <>
        <h1>{t(definition.title)}</h1>
        <Standing {...props} />
        <Answers
          fields={fieldsOf(definition)}
          answers={revision ? revision.answers : report.answers}
          language={language}
          files={new Map(files.map((file) => [file.id, fileName(file, language)]))}
        />
        <h2>{t(WORDS.files)}</h2>
        <FileList form={own.form} files={files} language={language} />
      </>
    ),
  });
}
