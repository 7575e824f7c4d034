import type { Field, FieldKind } from '../../schemas/fields/field.ts';
import { kinds } from '../../schemas/fields/kinds.ts';
import type { Text } from '../../schemas/text.ts';

const SEVERAL = { zh: '，可选多项，用“、”隔开', en: '; several are joined by 、' };

/** What a field must be answered with, as the check says it, and what the form says beside it. */
export function wantedOf(field: Field): Text {
  const { kind, maxLength, description } = field;
  if (kind === 'rows' || kind === 'group') return { zh: '', en: '' };
  if (kind === 'attachment') {
    return {
      zh: '先在报表页面上传文件，再重新下载模板，从下拉列表中选择文件名',
      en: 'upload the file on the page of the report, download the template again and choose its name from the list',
    };
  }
  const plain = kinds[kind].wanted(field);
  const most = kind === 'text' || kind === 'long-text' ? maxLength : undefined;
  const several = kind === 'choices' ? SEVERAL : { zh: '', en: '' };
  return {
    zh: [
      `${plain.zh}${several.zh}${most === undefined ? '' : `，不超过${most}字`}`,
      ...(description ? [description.zh] : []),
    ].join('；'),
    en: [
      `${plain.en}${several.en}${most === undefined ? '' : `, at most ${most} characters`}`,
      ...(description ? [description.en] : []),
    ].join('; '),
  };
}

const EXAMPLES: { [kind in FieldKind]?: string } = {
  count: '120',
  amount: '12.50',
  phone: '0451-00000000',
  email: 'name@example.org',
  link: 'https://www.example.org/news/1.html',
  tick: '是',
};

/** How a proper answer looks; made up. @param day one within the campaign */
export function exampleOf(field: Field, day: string): string {
  const [first, second] = field.options ?? [];
  if (field.kind === 'choices' && first && second) return `${first.label.zh}、${second.label.zh}`;
  if (first) return first.label.zh;
  if (field.kind === 'date') return day;
  return EXAMPLES[field.kind] ?? (field.kind === 'attachment' ? '启动仪式.mp4' : `示例${field.title.zh}`);
}
