import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  warning: {
    zh: '严禁上传涉密文件。上传前请确认文件已履行保密审查，内容不涉密。',
    en: 'Never upload classified files. Before you upload make sure that the secrecy review is done and nothing in the file is classified.',
  },
};

/** Stands on every page that takes files. */
export function Secrecy({ language }: { language: Language }) {
  return <p class="warning">{speak(language)(WORDS.warning)}</p>;
}
