import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { S3Error } from './errors.ts';
import { chunksOf } from './payload.ts';

/** The fields before the file, by lower-case name, `${filename}` put in. */
export type FormFields = Map<string, string>;

const LONGEST_FIELDS = 20 * 1024;

function expanded(fields: FormFields, filename: string): FormFields {
  return new Map(
    [...fields].map(([name, value]) => [name, value.replace(/\$\{filename\}/g, () => filename)]),
  );
}

/**
 * Reads a multipart/form-data body whose last field is the file, without holding the file in memory. The answer waits
 * for the end of the body even when `take` refuses it, since browsers do not read an answer before they have sent all.
 * @param take is given the fields and the file's stream
 * @param discard undoes what `take` did when the form turns out to be broken after the file
 */
export async function readForm<T>(
  request: IncomingMessage,
  take: (fields: FormFields, file: AsyncIterable<Buffer>) => Promise<T>,
  discard: (taken: T) => void,
): Promise<T> {
  const fields: FormFields = new Map();
  let size = 0;
  let taken: Promise<T> | undefined;
  let tooLong = false;
  const parser = parserFor(request);
  parser.on('field', (name, value, { valueTruncated }) => {
    if (taken) return;
    size += Buffer.byteLength(name) + Buffer.byteLength(value);
    tooLong ||= valueTruncated || size > LONGEST_FIELDS;
    if (tooLong) return;
    if (name.toLowerCase() === 'file') taken = settled(take(expanded(fields, ''), once(Buffer.from(value))));
    else fields.set(name.toLowerCase(), value);
  });
  parser.on('file', (name, stream, { filename }) => {
    if (taken || tooLong || name.toLowerCase() !== 'file') {
      stream.resume();
      return;
    }
    taken = settled(take(expanded(fields, filename ?? ''), chunksOf(stream)).finally(() => stream.resume()));
  });
  try {
    await new Promise<void>((resolve, reject) => {
      parser.once('close', resolve).once('error', reject);
      request.once('close', () => request.complete || parser.destroy(new Error('The client went away')));
      request.pipe(parser);
    });
  } catch {
    await taken?.then(discard, () => undefined);
    throw new S3Error('MalformedPOSTRequest');
  }
  if (tooLong) throw new S3Error('MaxPostPreDataLengthExceeded');
  if (!taken) {
    throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.', {
      details: { ArgumentName: 'file', ArgumentValue: '0' },
    });
  }
  return await taken;
}

function parserFor(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      // Browsers write file names as UTF-8.
      defParamCharset: 'utf8',
      limits: { fieldSize: LONGEST_FIELDS, fields: 200 },
    });
  } catch {
    throw new S3Error('MalformedPOSTRequest');
  }
}

/** Keeps a refusal that comes before the form's end from being reported as unhandled; it is awaited later. */
function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function* once(chunk: Buffer): AsyncGenerator<Buffer> {
  yield chunk;
}
