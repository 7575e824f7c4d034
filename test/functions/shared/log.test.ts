import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../functions/shared/log.ts';

function written(say: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  say(createLog('report', (line) => lines.push(line)));
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('\n');
  return JSON.parse(lines[0] ?? '');
}

describe('the log', () => {
  it('says in one line of JSON which function says what, when and of what', () => {
    const line = written((log) => log.info('report submitted', { form: 'summary', unit: 'harbin' }));
    expect(line).toEqual({
      level: 'INFO',
      message: 'report submitted',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'report',
      form: 'summary',
      unit: 'harbin',
    });
    expect(written((log) => log.warn('slow'))).toMatchObject({ level: 'WARN', message: 'slow' });
  });

  it('tells of an error its name and place, and not its message, which may quote what people wrote', () => {
    const line = written((log) => log.error('failed', new RangeError('13800000000\nis no number')));
    expect(line).toMatchObject({
      level: 'ERROR',
      service: 'report',
      failure: { name: 'RangeError', at: expect.arrayContaining([expect.stringContaining('at ')]) },
    });
    expect(JSON.stringify(line)).not.toContain('13800000000');
    expect(written((log) => log.error('failed', 'words'))).toMatchObject({ failure: { name: 'string' } });
  });

  it('counts in the format that the service reads figures from', () => {
    expect(written((log) => log.count('Submissions', 2))).toMatchObject({
      service: 'report',
      Submissions: 2,
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Intake',
            Dimensions: [['service']],
            Metrics: [{ Name: 'Submissions', Unit: 'Count' }],
          },
        ],
      },
    });
  });
});
