import { readFileSync } from 'node:fs';
import { afterAll } from '@jest/globals';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import type { Source } from '../../../functions/inspect-attachment/source.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';
import { mediaFile, typeOf } from '../../support/upload.ts';

export const analyser = newAnalyser();
afterAll(() => analyser.close());

export const FOLDER = 'test/fixtures/odd-media/';
export const odd = (name: string) => readFileSync(FOLDER + name);
export const plain = (name: string) => readFileSync(mediaFile(name));
export const text = (value: string) => Buffer.from(value, 'latin1');

export const judgeSource = (name: string, source: Source) =>
  inspectFile(
    analyser,
    { form: 'media', slot: /\.jpe?g$/.test(name) ? 'picture' : 'video', type: typeOf(name) },
    source,
  );
export const judge = (name: string, bytes: Uint8Array) => judgeSource(name, bytesSource(bytes));
export const said = ({ state, findings }: Awaited<ReturnType<typeof judge>>) => [
  state,
  ...findings.flatMap(({ message, en }) => [message, en]),
];

export const NOT = (kind: string) => [
  'refused',
  `文件内容不是${kind}格式，请检查文件后重新上传。`,
  `The content of the file is not ${kind}. Check the file and upload it again.`,
];
export const BUT = (zh: string, en: string, kind: string, converts: boolean) => [
  'refused',
  `文件内容是${zh}，不是${kind}格式，请${converts ? `转换为${kind}格式` : '检查文件'}后重新上传。`,
  `The content of the file is ${en}, not ${kind}. ${
    converts ? `Convert it to ${kind} and upload that.` : 'Check the file and upload it again.'
  }`,
];
export const NO_PICTURE = ['refused', '文件中没有视频画面。', 'There is no picture in this video.'];
export const CUT_OFF = [
  'refused',
  '文件不完整（可能在导出、复制或上传时中断），请重新导出后上传。',
  'The file is not whole: its export, copy or upload was cut off. Export and upload it again.',
];
export const CARRIES = (zh: string, en: string) => [
  'refused',
  `文件中夹带了${zh}，请用原来的软件重新导出后上传。`,
  `It carries ${en} with it. Export it anew from the program it was made with and upload that.`,
];
export const NOT_MEASURED = [
  'unchecked',
  '未能测出视频的时长或分辨率。',
  'Its duration or resolution could not be measured.',
];
export const NOT_ALL_SEEN = [
  'unchecked',
  '文件结构特殊，未能完整检测。',
  'It is built so that not all could be checked.',
];
