import type { Call, Reply } from './call.ts';
import { checksumElement } from './checksums.ts';
import { keyEncoding, limitOf, page } from './listing.ts';
import { compareKeys } from './sorted-keys.ts';
import { element, optional, xmlDocument } from './xml.ts';

export async function listParts(call: Call): Promise<Reply> {
  const { record, parts } = call.bucket.upload(call.key, call.query('uploadId') ?? '');
  const max = limitOf(call, 'max-parts');
  const marker = Number(call.query('part-number-marker') ?? 0) || 0;
  const after = [...parts.values()]
    .filter(({ number }) => number > marker)
    .toSorted((a, b) => a.number - b.number);
  const shown = after.slice(0, max);
  return {
    body: xmlDocument(
      element(
        'ListPartsResult',
        element('Bucket', call.bucket.options.name),
        element('Key', record.key),
        element('UploadId', record.uploadId),
        element('StorageClass', 'STANDARD'),
        element('PartNumberMarker', marker),
        element('NextPartNumberMarker', shown.at(-1)?.number ?? 0),
        element('MaxParts', max),
        element('IsTruncated', shown.length < after.length),
        optional('ChecksumAlgorithm', record.checksum?.algorithm),
        optional('ChecksumType', record.checksum?.type),
        ...shown.map((part) =>
          element(
            'Part',
            element('PartNumber', part.number),
            element('LastModified', part.modified.toISOString()),
            element('ETag', `"${part.etag}"`),
            element('Size', part.size),
            checksumElement(record.checksum?.algorithm, part.checksum),
          ),
        ),
      ),
    ),
  };
}

export async function listMultipartUploads(call: Call): Promise<Reply> {
  const { bucket } = call;
  const [prefix, delimiter] = [call.query('prefix') ?? '', call.query('delimiter') ?? ''];
  const [keyMarker, idMarker] = [call.query('key-marker') ?? '', call.query('upload-id-marker') ?? ''];
  const [max, encode] = [limitOf(call, 'max-uploads'), keyEncoding(call)];
  const afterMarker = (key: string, uploadId: string): boolean => {
    const order = compareKeys(key, keyMarker);
    return order > 0 || (order === 0 && idMarker !== '' && uploadId > idMarker);
  };
  const entries = [...bucket.uploads()]
    .map(({ record }) => record)
    .filter(({ key, uploadId }) => key.startsWith(prefix) && (keyMarker === '' || afterMarker(key, uploadId)))
    .toSorted((a, b) => compareKeys(a.key, b.key) || compareKeys(a.uploadId, b.uploadId));
  const seenPrefix = delimiter !== '' && keyMarker.endsWith(delimiter) ? keyMarker : undefined;
  const shown = page(entries, { prefix, delimiter, max, seenPrefix });
  const { entry, prefix: lastPrefix } = shown.last;
  return {
    body: xmlDocument(
      element(
        'ListMultipartUploadsResult',
        element('Bucket', bucket.options.name),
        element('Prefix', encode(prefix)),
        optional('Delimiter', call.query('delimiter') && encode(delimiter)),
        element('KeyMarker', encode(keyMarker)),
        element('UploadIdMarker', idMarker),
        shown.truncated ? element('NextKeyMarker', encode(lastPrefix ?? entry?.key ?? '')) : undefined,
        shown.truncated ? optional('NextUploadIdMarker', entry?.uploadId) : undefined,
        element('MaxUploads', max),
        optional('EncodingType', call.query('encoding-type')),
        element('IsTruncated', shown.truncated),
        ...shown.entries.map((record) =>
          element(
            'Upload',
            element('Key', encode(record.key)),
            element('UploadId', record.uploadId),
            element('StorageClass', 'STANDARD'),
            element('Initiated', record.initiated.toISOString()),
            optional('ChecksumAlgorithm', record.checksum?.algorithm),
            optional('ChecksumType', record.checksum?.type),
          ),
        ),
        ...shown.commonPrefixes.map((common) => element('CommonPrefixes', element('Prefix', encode(common)))),
      ),
    ),
  };
}
