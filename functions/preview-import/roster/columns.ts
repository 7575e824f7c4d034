import type { Campaign } from '../../../schemas/campaign.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { Text } from '../../../schemas/text.ts';

/** A column of one of the tables. */
export interface Column {
  /** As the line has it; obligations are `owes/<form>`. */
  name: string;
  title: Text;
  /** What else it may be called, as in the operator's own lists. */
  also?: readonly string[];
  width: number;
}

/** One of the tables of a roster. */
export interface Kind {
  name: 'units' | 'offices' | 'contacts';
  sheet: Text;
  columns: readonly Column[];
  /** Without these a table is none. */
  needs: readonly string[];
}

const CONTACTS: Kind = {
  name: 'contacts',
  sheet: { zh: '联系人', en: 'Contacts' },
  needs: ['email', 'owner'],
  columns: [
    { name: 'email', title: { zh: '电子邮箱', en: 'E-mail address' }, also: ['email', '邮箱'], width: 34 },
    { name: 'name', title: { zh: '姓名', en: 'Name' }, width: 16 },
    { name: 'role', title: { zh: '角色', en: 'Role' }, width: 14 },
    {
      name: 'owner',
      title: { zh: '单位或部门代码', en: 'Code of the unit or office' },
      also: ['unit', 'office', '单位', '部门', '代码'],
      width: 26,
    },
  ],
};

const OFFICES: Kind = {
  name: 'offices',
  sheet: { zh: '主管部门', en: 'Offices' },
  needs: ['id'],
  columns: [
    { name: 'id', title: { zh: '部门代码', en: 'Code of the office' }, also: ['office'], width: 24 },
    { name: 'name', title: { zh: '名称', en: 'Name' }, also: ['部门名称'], width: 26 },
    { name: 'nameEn', title: { zh: '英文名称', en: 'English name' }, width: 26 },
  ],
};

/** The tables of a campaign's roster: a column for each form that it asks for. */
export const kindsOf = ({ requests }: Campaign): readonly [Kind, Kind, Kind] => [
  {
    name: 'units',
    sheet: { zh: '填报单位', en: 'Units' },
    needs: ['id'],
    columns: [
      {
        name: 'id',
        title: { zh: '单位代码', en: 'Code of the unit' },
        also: ['code', 'unit', '代码'],
        width: 24,
      },
      { name: 'name', title: { zh: '名称', en: 'Name' }, also: ['单位名称'], width: 26 },
      { name: 'nameEn', title: { zh: '英文名称', en: 'English name' }, width: 26 },
      { name: 'group', title: { zh: '类别', en: 'Group' }, width: 18 },
      ...requests.map(({ form }) => ({
        name: `owes/${form}`,
        title: formOf(form)?.short ?? { zh: form, en: form },
        also: [form],
        width: 16,
      })),
    ],
  },
  OFFICES,
  CONTACTS,
];
