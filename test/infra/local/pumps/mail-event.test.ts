import { describe, expect, it } from '@jest/globals';
import { MailEvent } from '../../../../functions/track-mail/event.ts';
import { wordsOf } from '../../../../functions/track-mail/words.ts';
import { placeOn } from '../../../../infra/local/place.ts';
import { busOf } from '../../../../infra/local/pumps/bus.ts';
import { announceMails } from '../../../../infra/local/pumps/mail-event.ts';
import { compilePattern } from '../../../../infra/local/pumps/pattern.ts';
import type { ResolvedTemplate } from '../../../../infra/local/template/document.ts';

const place = placeOn(4000, 'Intake');
const NOW = new Date('2023-06-10T02:00:00.000Z');

const templateWith = (types: string[], bus = 'default'): ResolvedTemplate => {
  const resources = {
    Destination: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: 'Set',
        EventDestination: {
          Enabled: true,
          EventBridgeDestination: {
            EventBusArn: `arn:${place.partition}:events:${place.region}:${place.account}:event-bus/${bus}`,
          },
          MatchingEventTypes: types,
        },
      },
    },
  };
  return {
    resources,
    nameOf: (id: string) => id,
    attributeOf: (id: string) => id,
  } as unknown as ResolvedTemplate;
};

const rule = {
  wants: compilePattern({
    source: ['aws.ses'],
    detail: { mail: { tags: { 'ses:configuration-set': ['Set'] } } },
  }),
  functionIds: ['TrackMail'],
};

function told(
  recipients: string[],
  types = ['delivery', 'bounce', 'complaint', 'deliveryDelay'],
  set = 'Set',
) {
  const payloads: string[] = [];
  const accept = (functionId: string, payload: string) => {
    expect(functionId).toBe('TrackMail');
    payloads.push(payload);
  };
  announceMails(
    { template: templateWith(types), place },
    busOf([rule], { accept }),
    () => NOW,
  )({
    action: 'SendRawEmail',
    from: 'intake@mail.example.org',
    resources: [],
    recipients,
    configurationSet: set,
    tags: { mail: 'eA' },
    messageId: 'message-1',
  });
  const events = payloads.map((payload) => MailEvent.parse(JSON.parse(payload)));
  for (const { detail } of events) expect(detail.mail.tags.mail).toEqual(['eA']);
  return events.flatMap(wordsOf).map(({ address, fate }) => `${address} ${fate}`);
}

describe('a mail of the local system', () => {
  it.each([
    ['harbin@example.org', ['delivered']],
    ['bounce@simulator.example.org', ['bounced']],
    ['bounce+harbin@simulator.example.org', ['bounced']],
    ['full@simulator.example.org', ['undelivered']],
    ['complaint@simulator.example.org', ['delivered', 'complained']],
    ['delayed@simulator.example.org', ['delayed']],
    ['constructor@simulator.example.org', ['delivered']],
  ])('to %s is %j, as track-mail reads it', (address, fates) => {
    expect(told([address])).toEqual(fates.map((fate) => `${address} ${fate}`));
  });

  it('has a fate at each of its addresses', () => {
    expect(told(['harbin@example.org', 'bounce@simulator.example.org'])).toEqual([
      'harbin@example.org delivered',
      'bounce@simulator.example.org bounced',
    ]);
  });

  it('is not told of, if its configuration set publishes nothing of the kind', () => {
    expect(told(['harbin@example.org'], ['bounce'])).toEqual([]);
    expect(told(['harbin@example.org'], ['delivery'], 'Other')).toEqual([]);
  });

  it('cannot be told of on another bus', () => {
    const template = templateWith(['delivery'], 'mine');
    expect(() =>
      announceMails(
        { template, place },
        () => {},
        () => NOW,
      ),
    ).toThrow(/default bus/);
  });
});
