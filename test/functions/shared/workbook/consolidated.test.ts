import { describe, expect, it, jest } from '@jest/globals';
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import type { Gathered } from '../../../../functions/build-archive/gather.ts';
import { gather } from '../../../../functions/build-archive/gather.ts';
import { consolidatedTable } from '../../../../functions/shared/workbook/consolidated.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';
import { type Form, fieldsOf } from '../../../../schemas/form.ts';
import { forms } from '../../../../schemas/forms/index.ts';
import { validAnswers } from '../../../fixtures/answers.ts';
import { memoryTable } from '../../../support/memory-table.ts';
import { type GivenReport, store } from '../../../support/stored-reports.ts';

async function gathered(...given: GivenReport[]): Promise<Gathered[]> {
  const table = memoryTable();
  const stored = [];
  for (const report of given) stored.push(await store(table, report));
  return gather(
    table,
    stored.map(({ head }) => head),
    heilongjiang2023.units,
    forms,
  );
}

const READER = { language: 'zh' as const, timeZone: 'Asia/Shanghai', pathOf: () => undefined };

const tableOf = async (
  form: Form,
  reports: Gathered[],
  pathOf = (id: string): string | undefined => `path of ${id}`,
) => readSheet(await consolidatedTable(form, reports, { ...READER, pathOf }));

const formNamed = (id: string): Form => {
  const form = forms.find((one) => one.id === id);
  if (!form) throw new Error(id);
  return form;
};

describe('the consolidated table of a form', () => {
  it.each(forms.map((form) => [form.id, form] as const))(
    'of %s has a column for every answer, no two alike',
    async (id, form) => {
      const reports = await gathered({ unit: 'harbin', form: id, answers: validAnswers[id]?.('harbin') });
      const [header = [], ...lines] = await tableOf(form, reports);
      expect(new Set(header).size).toBe(header.length);
      expect(header.slice(0, 3)).toEqual(['报送单位', '受理编号', '版次']);
      const leaves = (fields: ReturnType<typeof fieldsOf>): number =>
        fields.reduce((sum, field) => sum + (field.fields ? leaves(field.fields) : 1), 0);
      const rows = fieldsOf(form).some(({ kind }) => kind === 'rows') ? 1 : 0;
      expect(header.length).toBe(6 + leaves(fieldsOf(form)) + rows + 1);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines[0]?.[0]).toBe('哈尔滨市');
    },
  );

  it('has one line a report, numbers as numbers and days as days', async () => {
    const reports = await gathered(
      { unit: 'harbin', form: 'statistics', answers: validAnswers.statistics?.('harbin') },
      { unit: 'hegang', form: 'statistics', answers: validAnswers.statistics?.('hegang') },
    );
    const [header = [], first = [], second = [], total = [], ...more] = await tableOf(
      formNamed('statistics'),
      reports,
    );
    expect([total[0], more]).toEqual(['合计', []]);
    const at = (start: string) => header.findIndex((title) => String(title).startsWith(start));
    expect(header[at('A1')]).toBe('A1 举办活动总数 数量（项）');
    expect([first[at('A1')], second[at('A1')]]).toEqual([33, 42]);
    expect(first[at('H1')]).toBe(12.51);
    expect(second[at('D5')]).toBe('无此项');
    expect(first[at('填报日期')]).toEqual(new Date('2023-06-12T00:00:00Z'));
    expect(first[at('报送时间')]).toBe('2023-06-10 10:00');
  });

  it('ends with totals that are added up again: exact, "-" as nothing, texts left alone', async () => {
    const of = (unit: string, A1: unknown, H1: unknown) => ({
      unit,
      form: 'statistics',
      answers: { indicators: { A1: { count: A1 }, C1: { count: '-' }, H1: { count: H1 } }, filledBy: unit },
    });
    const reports = await gathered(of('harbin', 7, 0.1), of('jixi', '-', 0.2), of('hegang', 35, undefined));
    const [header = [], ...lines] = await tableOf(formNamed('statistics'), reports);
    const total = lines.at(-1) ?? [];
    const under = (start: string) => total[header.findIndex((title) => String(title).startsWith(start))];
    expect(lines).toHaveLength(4);
    expect([under('A1'), under('C1'), under('H1')]).toEqual([42, 0, 0.3]);
    expect([under('填表人'), under('版次'), under('填报日期')]).toEqual([null, null, null]);
  });

  it('totals nothing where there is nothing to add', async () => {
    const reports = await gathered({ unit: 'harbin', form: 'summary', answers: { filledBy: '示例' } });
    expect(await tableOf(formNamed('summary'), reports)).toHaveLength(2);
    const rows = await gathered({
      unit: 'harbin',
      form: 'open-day',
      answers: validAnswers['open-day']?.('harbin', { rows: 2 }),
    });
    expect(await tableOf(formNamed('open-day'), rows)).toHaveLength(3);
  });

  it('says of each explanation what it is about, in the line of its row', async () => {
    const explanations = { 'doubt:/rows/1/phone': '只有手机', 'doubt:/filledBy': '代填' };
    const answers = validAnswers['open-day']?.('harbin', { rows: 2 });
    const reports = await gathered({ unit: 'harbin', form: 'open-day', answers, explanations });
    const [header = [], ...lines] = await tableOf(formNamed('open-day'), reports);
    const at = header.indexOf('情况说明');
    expect(lines.map((line) => line[at])).toEqual(['填表人：代填', '第2行联系电话：只有手机']);
  });

  it('has the same bytes whenever it is made', async () => {
    const reports = await gathered({
      unit: 'harbin',
      form: 'statistics',
      answers: validAnswers.statistics?.('harbin'),
    });
    const make = () => consolidatedTable(formNamed('statistics'), reports, READER);
    const before = await make();
    jest.useFakeTimers({ now: new Date('2031-01-02T03:04:06Z'), doNotFake: ['nextTick', 'setImmediate'] });
    try {
      expect((await make()).equals(before)).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('has one line a row, and one for a report without rows', async () => {
    const reports = await gathered(
      { unit: 'harbin', form: 'open-day', answers: validAnswers['open-day']?.('harbin', { rows: 3 }) },
      { unit: 'jixi', form: 'open-day', nil: true, answers: { filledBy: '示例' } },
    );
    const [header = [], ...lines] = await tableOf(formNamed('open-day'), reports);
    const number = header.indexOf('序号');
    expect(lines.map((line) => [line[0], line[number]])).toEqual([
      ['哈尔滨市', 1],
      ['哈尔滨市', 2],
      ['哈尔滨市', 3],
      ['鸡西市', null],
    ]);
    expect(lines[3]?.[header.indexOf('零报告')]).toBe('是');
    expect(lines[0]?.[header.indexOf('单位类型')]).toBe('科研机构');
    expect(header).toContain('开放场所：联系电话');
  });

  it('keeps a text that looks like a formula a text', async () => {
    const texts = ['=1+1', '+86', '-2', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("https://example.org")'];
    for (const filledBy of texts) {
      const reports = await gathered({ unit: 'harbin', form: 'summary', answers: { filledBy } });
      const [header = [], line = []] = await tableOf(formNamed('summary'), reports);
      expect(String(line[header.indexOf('填表人')]).trim()).toBe(filledBy.trim());
    }
  });

  it('opens although somebody typed what XML cannot hold', async () => {
    const answers = { filledBy: 'a\u0000\u0008\uFFFE\uD800b<&>"' };
    const reports = await gathered({ unit: 'harbin', form: 'summary', answers });
    const [header = [], line = []] = await tableOf(formNamed('summary'), reports);
    expect(String(line[header.indexOf('填表人')])).toMatch(/^a.*b<&>"$/);
  });

  it('names a file by its path in the archive', async () => {
    const items = [{ kind: 'picture', title: '一', file: 'an-id' }];
    const reports = await gathered({ unit: 'harbin', form: 'media', answers: { items } });
    const [header = [], line = []] = await tableOf(formNamed('media'), reports);
    expect(line[header.indexOf('文件')]).toBe('path of an-id');
  });

  it('has one sheet, named as the form is', async () => {
    const reports = await gathered({ unit: 'harbin', form: 'summary', answers: {} });
    const bytes = await consolidatedTable(formNamed('summary'), reports, READER);
    const sheets = await readXlsxFile(bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual([formNamed('summary').short.zh]);
  });
});
