import { readdirSync, readFileSync } from 'node:fs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import { fileTypes } from '../../../schemas/slot.ts';
import { compound } from '../../support/compound.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';
import { mediaFile, typeOf } from '../../support/upload.ts';

/** Seconds in the suite, and as long as somebody likes: `FUZZ_RUNS=20000 FUZZ_SEED=7 npm test -- fuzz`. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 80);
const SEED = Number(process.env.FUZZ_SEED ?? 20_230_510);
const options = { numRuns: RUNS, seed: SEED };
const TIME = 60_000 + RUNS * 400;

const analyser = newAnalyser();
afterAll(() => analyser.close());

interface File {
  name: string;
  form: string;
  slot: string;
  type: string;
  bytes: Buffer;
}

const media = ['test/fixtures/odd-media/', mediaFile('')].flatMap((folder) =>
  readdirSync(folder).map((name): File => {
    const slot = /\.jpe?g$/.test(name) ? 'picture' : 'video';
    return { name, form: 'media', slot, type: typeOf(name), bytes: readFileSync(folder + name) };
  }),
);

const [xlsx = '', docx = '', doc = '', pdf = '', png = ''] = fileTypes(
  'xlsx',
  'docx',
  'doc',
  'pdf',
  'png',
).map(({ contentType }) => contentType);
const workbooks = 'test/fixtures/workbooks/';
const documents = [
  ...readdirSync(workbooks)
    .filter((name) => name.endsWith('.xlsx'))
    .map((name) => ({ name, type: xlsx, bytes: readFileSync(workbooks + name) })),
  {
    name: 'a.pdf',
    type: pdf,
    bytes: Buffer.from(`%PDF-1.7\n${'1 0 obj<<>>endobj\n'.repeat(300)}startxref\n9\n%%EOF\n`),
  },
  { name: 'a.doc', type: doc, bytes: compound(['WordDocument', '1Table', 'Data']) },
  { name: 'a.png', type: png, bytes: readFileSync(mediaFile('bad-png-named-jpg.jpg')) },
].map((file): File => ({ ...file, form: 'summary', slot: 'report' }));

const judge = ({ form, slot, type }: File, bytes: Uint8Array) =>
  inspectFile(analyser, { form, slot, type }, bytesSource(bytes));

// Most of what parsers read stands at the beginning or the end.
const place = fc.oneof(
  fc.nat(4000),
  fc.nat(4000).map((back) => -1 - back),
  fc.nat(2 ** 31),
);
const at = (bytes: Buffer, where: number) =>
  bytes.length === 0 ? 0 : ((where % bytes.length) + bytes.length) % bytes.length;

type Change = (bytes: Buffer) => Buffer;

const change: fc.Arbitrary<Change> = fc.oneof(
  // Bytes, and the numbers that break arithmetic.
  fc.tuple(place, fc.nat(255)).map(
    ([where, byte]): Change =>
      (bytes) => {
        bytes[at(bytes, where)] = byte;
        return bytes;
      },
  ),
  fc.tuple(place, fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff)).map(
    ([where, number]): Change =>
      (bytes) => {
        if (bytes.length >= 4) bytes.writeUInt32BE(number, Math.min(at(bytes, where), bytes.length - 4));
        return bytes;
      },
  ),
  // A piece lost, doubled, or of another file.
  fc.tuple(place, fc.nat(5000)).map(
    ([where, length]): Change =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(bytes, where)), bytes.subarray(at(bytes, where) + length)]),
  ),
  fc.tuple(place, fc.nat(5000)).map(
    ([where, length]): Change =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(bytes, where) + length), bytes.subarray(at(bytes, where))]),
  ),
  fc.tuple(place, place, fc.nat(5000), fc.constantFrom(...media, ...documents)).map(
    ([where, from, length, other]): Change =>
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, at(bytes, where)),
          other.bytes.subarray(at(other.bytes, from), at(other.bytes, from) + length),
          bytes.subarray(at(bytes, where)),
        ]),
  ),
);
const changes = fc.array(change, { minLength: 1, maxLength: 12 });

function apply({ bytes }: File, all: readonly Change[]): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (const one of all) changed = one(changed);
  return changed;
}

const isSentence = ({ message, en }: { message: string; en?: string | undefined }) =>
  /\p{Script=Han}.*。$/u.test(message) && /^[A-Z].*\.$/.test(en ?? '');

describe.each([
  ['videos and pictures', media],
  ['documents', documents],
])('%s that were changed at random', (_, files) => {
  it(
    'always come to a verdict, with a sentence in both languages unless it is "accepted"',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...files), changes, async (file, all) => {
          const bytes = apply(file, all);
          const { state, findings, media, bytesRead, broke } = await judge(file, bytes);
          expect(broke).toBeUndefined();
          // The table holds it.
          marshall({ state, findings, media }, { removeUndefinedValues: true });
          expect(['accepted', 'refused', 'unchecked']).toContain(state);
          expect(findings.length > 0).toBe(state !== 'accepted');
          expect(findings.every(isSentence)).toBe(true);
          expect(bytesRead).toBeLessThanOrEqual(4.5 * 1024 ** 2);
        }),
        options,
      );
    },
    TIME,
  );

  it(
    'are never accepted as another kind of file',
    async () => {
      const kinds = [...new Set([...media, ...documents].map(({ type }) => type)), docx];
      const containers = /mp4|quicktime|m4v/;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...files),
          fc.constantFrom(...kinds),
          changes,
          async (file, type, all) => {
            const really = file.name === 'bad-png-named-jpg.jpg' ? png : file.type;
            // What differs in little but the name is taken for one another, and so is no lie.
            fc.pre(really !== type && !(containers.test(really) && containers.test(type)));
            const bytes = apply(file, all);
            const claimed = media.find((one) => one.type === type) ?? documents[0];
            const { state } = await judge({ ...file, ...claimed, type, bytes }, bytes);
            expect(state).not.toBe('accepted');
          },
        ),
        options,
      );
    },
    TIME,
  );
});

describe('random bytes of any kind', () => {
  const kinds = [...new Map([...media, ...documents].map((file) => [file.type, file])).values()];
  // What a parser takes for a beginning, so that it goes on.
  const starts = [
    '',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
    'PK\x03\x04',
    '%PDF-1.7\n',
    '\0\0\0\x10ftypisom',
  ];

  it(
    'come to a verdict that the table holds, and are not accepted',
    async () => {
      const start = fc.constantFrom(...starts.map((one) => Buffer.from(one, 'latin1')));
      const rest = fc.uint8Array({ maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...kinds), start, rest, async (file, head, tail) => {
          const bytes = Buffer.concat([head, tail]);
          const { state, findings, media, broke } = await judge(file, bytes);
          expect([broke, state === 'accepted', findings.every(isSentence)]).toEqual([undefined, false, true]);
          marshall({ findings, media }, { removeUndefinedValues: true });
        }),
        options,
      );
    },
    TIME,
  );
});

describe('real files without their end', () => {
  it(
    'are never accepted',
    async () => {
      const whole = [...media.filter(({ name }) => name.startsWith('ok-')), ...documents];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...whole),
          fc.double({ min: 0, max: 0.99, noNaN: true }),
          async (file, share) => {
            const { state } = await judge(
              file,
              file.bytes.subarray(0, Math.floor(file.bytes.length * share)),
            );
            expect(state).not.toBe('accepted');
          },
        ),
        options,
      );
    },
    TIME,
  );
});
