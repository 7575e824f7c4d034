import { expect, it } from '@jest/globals';
import { placeOn } from '../../../../infra/local/place.ts';
import { busOf } from '../../../../infra/local/pumps/bus.ts';
import { announceObjects } from '../../../../infra/local/pumps/object-event.ts';
import { compilePattern } from '../../../../infra/local/pumps/pattern.ts';

const bucket = (name: string, announces: boolean) => ({
  options: { name, versioned: true, cors: [] },
  arn: `arn:${name}`,
  announces,
});

it('tells the functions whose rules want it of an object, in the words of EventBridge', () => {
  const told: [string, object][] = [];
  const wants = compilePattern({
    'detail-type': ['Object Created'],
    detail: { bucket: { name: ['files'] } },
  });
  const announce = announceObjects(
    {
      place: placeOn(3000, 'Intake'),
      buckets: [bucket('files', true), bucket('silent', false)],
    },
    busOf([{ wants, functionIds: ['One', 'Two'] }], {
      accept: (functionId, payload) => void told.push([functionId, JSON.parse(payload)]),
    }),
  );
  const event = {
    bucket: 'files',
    kind: 'Object Created' as const,
    key: 'a/中 b',
    size: 5,
    etag: 'e',
    versionId: 'v',
    reason: 'PutObject' as const,
    time: new Date('2023-05-10T01:00:00.500Z'),
  };
  announce(event);
  announce({ ...event, bucket: 'silent' });
  announce({ ...event, kind: 'Object Deleted', reason: 'DeleteObject' });
  expect(told.map(([functionId]) => functionId)).toEqual(['One', 'Two']);
  expect(told[0]?.[1]).toMatchObject({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time: '2023-05-10T01:00:00Z',
    resources: ['arn:files'],
    detail: {
      bucket: { name: 'files' },
      object: { key: 'a/中 b', size: 5, etag: 'e', 'version-id': 'v' },
      reason: 'PutObject',
    },
  });
});
