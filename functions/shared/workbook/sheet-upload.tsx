import type { Language, Text } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';

interface SheetUploadProps {
  /** Where the file goes. */
  action: string;
  /** Where the template is. */
  template: string;
  words: { template: Text; choose: Text; hint: Text; look: Text };
  /** There is something else on the page to be done first. */
  secondary?: boolean;
  language: Language;
}

/** Brings a spreadsheet of the lead office; what it says is shown before anything is done. Works without script. */
export function SheetUpload({ action, template, words, secondary, language }: SheetUploadProps) {
  const t = speak(language);
  return (
    <form method="post" action={action} enctype="multipart/form-data">
      <p>
        <a href={template} download>
          {t(words.template)}
        </a>
      </p>
      <div class="field">
        <label for="file">{t(words.choose)}</label>
        <p class="hint" id="file-hint">
          {t(words.hint)}
        </p>
        <input
          type="file"
          id="file"
          name="file"
          accept=".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
          aria-describedby="file-hint"
        />
      </div>
      <p class="buttons">
        <button type="submit" class={secondary ? 'secondary' : undefined}>
          {t(words.look)}
        </button>
      </p>
    </form>
  );
}
