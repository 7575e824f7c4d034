import type { Bucket } from './bucket.ts';
import type { Call, Reply } from './call.ts';
import { invalidArgument } from './errors.ts';
import { versionElements } from './list-objects.ts';
import { keyEncoding, limitOf, page } from './listing.ts';
import type { VersionRecord } from './records.ts';
import { compareKeys } from './sorted-keys.ts';
import { element, optional, type Xml, xmlDocument } from './xml.ts';

interface Entry {
  key: string;
  version: VersionRecord;
  latest: boolean;
}

/** Every version after a marker: after all of its key, or only after the one named. */
function* versionsAfter(
  bucket: Bucket,
  start: string,
  key: string,
  versionId: string | undefined,
): Generator<Entry> {
  for (const name of bucket.keysFrom(start)) {
    const versions = bucket.versions(name);
    const marked = versions.findIndex((version) => version.versionId === versionId);
    // A marker that was deleted meanwhile: the key is shown from its start rather than lost.
    const first = name !== key ? 0 : versionId === undefined ? versions.length : marked + 1;
    for (const version of versions.slice(first))
      yield { key: name, version, latest: version === versions[0] };
  }
}

export async function listObjectVersions(call: Call): Promise<Reply> {
  const { bucket } = call;
  const [prefix, delimiter] = [call.query('prefix') ?? '', call.query('delimiter') ?? ''];
  const [keyMarker, idMarker] = [
    call.query('key-marker') ?? '',
    call.query('version-id-marker') || undefined,
  ];
  if (idMarker !== undefined && keyMarker === '') {
    throw invalidArgument(
      'version-id-marker',
      idMarker,
      'A version-id marker cannot be specified without a key marker.',
    );
  }
  const [max, encode] = [limitOf(call, 'max-keys'), keyEncoding(call)];
  const start = compareKeys(keyMarker, prefix) > 0 ? keyMarker : prefix;
  const shown = page(versionsAfter(bucket, start, keyMarker, idMarker), {
    prefix,
    delimiter,
    max,
    seenPrefix: delimiter !== '' && keyMarker.endsWith(delimiter) ? keyMarker : undefined,
  });
  const { entry, prefix: lastPrefix } = shown.last;
  return {
    body: xmlDocument(
      element(
        'ListVersionsResult',
        element('Name', bucket.options.name),
        element('Prefix', encode(prefix)),
        optional('Delimiter', call.query('delimiter') && encode(delimiter)),
        element('KeyMarker', encode(keyMarker)),
        element('VersionIdMarker', idMarker ?? ''),
        element('MaxKeys', max),
        optional('EncodingType', call.query('encoding-type')),
        element('IsTruncated', shown.truncated),
        shown.truncated ? element('NextKeyMarker', encode(lastPrefix ?? entry?.key ?? '')) : undefined,
        shown.truncated ? optional('NextVersionIdMarker', entry?.version.versionId) : undefined,
        ...shown.entries.map((one) => versionXml(one, encode)),
        ...shown.commonPrefixes.map((common) => element('CommonPrefixes', element('Prefix', encode(common)))),
      ),
    ),
  };
}

function versionXml({ key, version, latest }: Entry, encode: (key: string) => string): Xml {
  const identity = [
    element('Key', encode(key)),
    element('VersionId', version.versionId),
    element('IsLatest', latest),
  ];
  return version.deleteMarker
    ? element('DeleteMarker', ...identity, element('LastModified', version.modified.toISOString()))
    : element('Version', ...identity, ...versionElements(version));
}
