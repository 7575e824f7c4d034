import type { UploadRequest } from '../../schemas/contract/attachments.ts';
import type { FileType, Slot } from '../../schemas/form.ts';
import { sizeText } from '../../schemas/size-text.ts';
import { extensionOf } from '../../schemas/slot.ts';
import type { Text } from '../../schemas/text.ts';
import { isSameType, typeByName } from '../shared/attachments/slots.ts';
import { type Detail, Problem } from '../shared/problems.ts';

const detail = (pointer: string, code: string, zh: string, en: string): Detail => ({
  pointer,
  severity: 'blocking',
  code,
  message: { zh, en },
});

const refuse = (...details: Detail[]) => new Problem('invalid-input', details);

export const noSuchSlot = () =>
  refuse(detail('/slot', 'no-such-slot', '本表没有这一类附件。', 'This form takes no such attachments.'));

export const noSuchFile = () =>
  refuse(
    detail(
      '/replaces',
      'no-such-file',
      '要替换的文件不存在或已移除，请返回报表重新选择。',
      'The file to be replaced is not there any more. Go back to the report.',
    ),
  );

const extensions = ({ types }: Slot): Text => {
  const all = types.map(({ extension }) => extension);
  return { zh: all.join('、'), en: all.join(', ') };
};

/** The kind of a file that may go into the slot. @throws Problem `invalid-input` that says what is wrong with it */
export function admit(slot: Slot, { name, size, type }: UploadRequest & { name: string }): FileType {
  const kind = typeByName(slot, name);
  const wanted = extensions(slot);
  if (!kind) {
    const given = extensionOf(name) || '-';
    throw refuse(
      detail(
        '/name',
        'wrong-type',
        `“${name}”不是此处可以上传的文件类型（${given}），应为：${wanted.zh}。`,
        `“${name}” is not a kind of file that belongs here (${given}); it must be one of: ${wanted.en}.`,
      ),
    );
  }
  if (!isSameType(type, kind)) {
    throw refuse(
      detail(
        '/type',
        'type-mismatch',
        `“${name}”的内容类型（${type}）与扩展名不符。`,
        `The type of “${name}” (${type}) does not go with its extension.`,
      ),
    );
  }
  if (size === 0) {
    throw refuse(detail('/size', 'empty', `“${name}”是空文件。`, `“${name}” is empty.`));
  }
  if (size > slot.maxBytes) {
    const [is, most] = [sizeText(size), sizeText(slot.maxBytes)];
    throw refuse(
      detail(
        '/size',
        'too-large',
        `“${name}”的大小为${is}，不能超过${most}。`,
        `“${name}” has ${is}; it may have ${most} at most.`,
      ),
    );
  }
  return kind;
}
