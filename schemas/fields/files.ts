import type { Slot } from '../slot.ts';
import type { Text } from '../text.ts';
import type { Complaint } from './complain.ts';
import type { Field } from './field.ts';
import { nameOf, type Path, placeOf, type RowNumber, valueAt } from './place.ts';

/** A file of a report as far as a check needs to know it; `state` is an `AttachmentState`. */
export interface GivenAttachment {
  id: string;
  slot: string;
  state: string;
}

/** A file that nothing requires does not hold the report up: its fault is a hint. */
export interface FileComplaint extends Complaint {
  severity: 'blocking' | 'hint';
}

interface NamedFile {
  path: Path;
  slots: string[];
  id: string;
}

/**
 * Whether the files that the answers name are there and each is named once, and whether each slot holds enough
 * files and not too many. A slot is pointed at as `/attachments/<slot>`.
 */
export function checkFiles(
  fields: readonly Field[],
  slots: readonly Slot[],
  answers: unknown,
  given: readonly GivenAttachment[],
  nil: boolean,
  rowNumber?: RowNumber,
): FileComplaint[] {
  const named = [...namedFiles(fields, answers, [])];
  const ids = new Set<string>();
  const ofFields = named.flatMap(({ path, slots, id }): FileComplaint[] => {
    const file = given.find((one) => one.id === id && slots.includes(one.slot));
    const fault = ids.has(id) ? 'file-used-twice' : file ? faultOf(file) : 'unknown-file';
    ids.add(id);
    return fault ? [complain(path, nameOf(placeOf(fields, path, rowNumber)), fault, 'blocking')] : [];
  });
  const nameable = new Set(slotsOf(fields));
  const ofSlots = slots.flatMap((slot): FileComplaint[] => {
    const path = ['attachments', slot.id];
    const files = given.filter((one) => one.slot === slot.id);
    const faults = files.filter(({ id }) => !ids.has(id)).flatMap((file) => faultOf(file) ?? []);
    const complete = files.filter((file) => !faultOf(file)).length;
    if (files.length > slot.max) return [tooMany(path, slot, files.length)];
    if (complete < slot.min && !nil)
      return [complain(path, slot.title, faults[0] ?? 'missing-file', 'blocking')];
    const unnamed = nameable.has(slot.id) && files.some((file) => !ids.has(file.id) && !faultOf(file));
    const hints = unnamed ? [...new Set(faults), 'unnamed-file' as const] : [...new Set(faults)];
    return hints.map((fault) => complain(path, slot.title, fault, 'hint'));
  });
  return [...ofFields, ...ofSlots];
}

function* namedFiles(fields: readonly Field[], answers: unknown, path: Path): Generator<NamedFile> {
  for (const field of fields) {
    if (!field.slots && !field.fields) continue;
    const value = valueAt(answers, [field.name]);
    const at = [...path, field.name];
    if (field.slots && typeof value === 'string') yield { path: at, slots: field.slots, id: value };
    else if (Array.isArray(value)) {
      for (const [index, row] of value.entries()) yield* namedFiles(field.fields ?? [], row, [...at, index]);
    } else if (field.fields) yield* namedFiles(field.fields, value, at);
  }
}

const slotsOf = (fields: readonly Field[]): string[] =>
  fields.flatMap(({ slots = [], fields = [] }) => [...slots, ...slotsOf(fields)]);

type Fault = keyof typeof FAULTS;

function faultOf({ state }: GivenAttachment): Fault | undefined {
  if (state === 'accepted' || state === 'unchecked') return undefined;
  return state === 'refused' ? 'file-refused' : state === 'checking' ? 'file-checking' : 'file-incomplete';
}

const FAULTS = {
  'missing-file': ({ zh, en }: Text): Text => ({ zh: `请上传${zh}。`, en: `${en}: upload a file.` }),
  'unknown-file': ({ zh, en }: Text): Text => ({
    zh: `${zh}：找不到所选的文件，请重新上传。`,
    en: `${en}: the chosen file was not found; upload it again.`,
  }),
  'file-used-twice': ({ zh, en }: Text): Text => ({
    zh: `${zh}：所选的文件已用于另一处，每个文件只能用一次。`,
    en: `${en}: the chosen file is used elsewhere already; use each file once.`,
  }),
  'file-refused': ({ zh, en }: Text): Text => ({
    zh: `${zh}：文件不符合要求，请替换。`,
    en: `${en}: a file does not meet the requirements; replace it.`,
  }),
  'file-checking': ({ zh, en }: Text): Text => ({
    zh: `${zh}：文件正在检测，请稍后再提交。`,
    en: `${en}: a file is still being checked; submit a little later.`,
  }),
  'file-incomplete': ({ zh, en }: Text): Text => ({
    zh: `${zh}：文件尚未上传完成。`,
    en: `${en}: the upload of a file is not complete.`,
  }),
  'unnamed-file': ({ zh, en }: Text): Text => ({
    zh: `${zh}：有已上传的文件未在表中使用。`,
    en: `${en}: an uploaded file is not used in the form.`,
  }),
};

const complain = (
  path: Path,
  name: Text,
  code: Fault,
  severity: FileComplaint['severity'],
): FileComplaint => ({
  path,
  code,
  severity,
  message: FAULTS[code](name),
});

const tooMany = (path: Path, { title, max }: Slot, given: number): FileComplaint => ({
  path,
  code: 'too-many-files',
  severity: 'blocking',
  message: {
    zh: `${title.zh}有${given}个文件，最多${max}个。`,
    en: `${title.en}: ${given} files, at most ${max}.`,
  },
});
