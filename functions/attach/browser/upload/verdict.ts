import type { AttachmentState } from '../../../../schemas/attachment.ts';
import type { Row } from './row.ts';
import type { Desk } from './upload-file.ts';
import { WORDS } from './words.ts';

const VERDICT_MS = 2_000;
const MOST_LOOKS = 60;

/** Follows a file that has arrived to its verdict; undefined when that does not come for long. */
export async function awaitVerdict(
  { api, language, say }: Desk,
  row: Row,
  id: string,
  name: string,
): Promise<AttachmentState | undefined> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const view = await api.view(id).catch(() => undefined);
    if (view && view.state !== 'checking' && view.state !== 'awaiting') {
      const { state, findings } = view;
      // What was feared before the upload is judged now, and not to be read twice.
      row.warn([]);
      row.state(state, WORDS[state]);
      const found = findings.map(({ message }) => message).join(language === 'zh' ? '' : ' ');
      row.fail(found === '' ? undefined : { zh: found, en: found });
      say({ zh: `${name}：${WORDS[state].zh}${found}`, en: `${name}: ${WORDS[state].en}. ${found}` });
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, VERDICT_MS));
  }
  return undefined;
}
