import { type Call, type Reply, versionHeader } from './call.ts';
import { parseTagXml } from './description.ts';
import { findReadable } from './get-object.ts';
import { receiveText } from './receive.ts';
import { element, xmlDocument } from './xml.ts';

export async function getObjectTagging(call: Call): Promise<Reply> {
  const version = await findReadable(call, call.query('versionId'));
  const tags = version.tags.map(({ key, value }) =>
    element('Tag', element('Key', key), element('Value', value)),
  );
  return {
    headers: versionHeader(call.bucket, version),
    body: xmlDocument(element('Tagging', element('TagSet', ...tags))),
  };
}

export async function putObjectTagging(call: Call): Promise<Reply> {
  const tags = parseTagXml(await receiveText(call, call.payload));
  const version = await findReadable(call, call.query('versionId'));
  call.bucket.update({ ...version, tags });
  return { headers: versionHeader(call.bucket, version) };
}

export async function deleteObjectTagging(call: Call): Promise<Reply> {
  const version = await findReadable(call, call.query('versionId'));
  call.bucket.update({ ...version, tags: [] });
  return { status: 204, headers: versionHeader(call.bucket, version) };
}
