import { describe, expect, it } from '@jest/globals';
import { compilePattern } from '../../../../infra/local/pumps/pattern.ts';

const event = {
  source: 'aws.s3',
  detail: { bucket: { name: 'files' }, object: { key: 'a/b.jpg', size: 5 } },
  tags: ['one', 'two'],
  parts: [{ n: 1 }, { n: 2 }],
  nothing: null,
};

describe('an event pattern', () => {
  it.each([
    [{ source: ['aws.s3', 'other'] }, true],
    [{ source: ['other'] }, false],
    [{ source: ['aws.s3'], detail: { bucket: { name: ['files'] } } }, true],
    [{ source: ['aws.s3'], detail: { bucket: { name: ['others'] } } }, false],
    [{ tags: ['two'] }, true],
    [{ parts: { n: [2] } }, true],
    [{ nothing: [null] }, true],
    [{ missing: [null] }, false],
    [{ detail: { object: { key: [{ prefix: 'a/' }] } } }, true],
    [{ detail: { object: { key: [{ suffix: '.png' }, { suffix: '.jpg' }] } } }, true],
    [{ detail: { object: { key: [{ wildcard: 'a/*.jpg' }] } } }, true],
    [{ detail: { object: { key: [{ wildcard: 'a.*' }] } } }, false],
    [{ detail: { object: { size: [{ numeric: ['>', 4, '<=', 5] }] } } }, true],
    [{ detail: { object: { size: [{ numeric: ['<', 5] }] } } }, false],
    [{ source: [{ 'anything-but': ['aws.ec2'] }] }, true],
    [{ source: [{ 'anything-but': { prefix: 'aws.' } }] }, false],
    [{ source: [{ 'equals-ignore-case': 'AWS.S3' }] }, true],
    [{ missing: [{ exists: false }] }, true],
    [{ source: [{ exists: true }] }, true],
    [{ source: [{ exists: false }] }, false],
    [{ $or: [{ source: ['x'] }, { tags: ['one'] }] }, true],
    [{ $or: [{ source: ['x'] }, { tags: ['x'] }] }, false],
  ])('%j matches: %s', (pattern, wanted) => {
    expect(compilePattern(pattern)(event)).toBe(wanted);
  });

  it.each([
    { a: [{ cidr: '10.0.0.0/8' }] },
    { a: [{ numeric: ['~', 1] }] },
    { a: 'x' },
    { a: [{ prefix: 'x', suffix: 'y' }] },
  ])('refuses %j, which it does not know', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });
});
