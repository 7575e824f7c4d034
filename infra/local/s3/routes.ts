import type { Call, Reply } from './call.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { S3Error } from './errors.ts';
import { getObject } from './get-object.ts';
import { listObjectsV2 } from './list-objects.ts';
import { listMultipartUploads, listParts } from './list-uploads.ts';
import { listObjectVersions } from './list-versions.ts';
import { abortMultipartUpload, createMultipartUpload, uploadPart } from './multipart.ts';
import { putObject } from './put-object.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './tagging.ts';
import { uploadPartCopy } from './upload-part-copy.ts';
import { element, xmlDocument } from './xml.ts';

/** One operation: the IAM action that it needs, and what it does. */
export interface Operation {
  action: string;
  run(call: Call): Promise<Reply>;
}

const headBucket = async ({ services }: Call): Promise<Reply> => ({
  headers: { 'x-amz-bucket-region': services.region },
});

/** us-east-1 is written as nothing. */
const getBucketLocation = async ({ services: { region } }: Call): Promise<Reply> => ({
  body: xmlDocument(element('LocationConstraint', region === 'us-east-1' ? '' : region)),
});

const bySource =
  (direct: Operation['run'], copy: Operation['run']): Operation['run'] =>
  (call) =>
    call.header('x-amz-copy-source') === undefined ? direct(call) : copy(call);

/** `<method> <bucket|object> <what the query asks for>` */
const OPERATIONS: Record<string, Operation> = {
  'HEAD bucket': { action: 's3:ListBucket', run: headBucket },
  'GET bucket location': { action: 's3:GetBucketLocation', run: getBucketLocation },
  'GET bucket list-type': { action: 's3:ListBucket', run: listObjectsV2 },
  'GET bucket versions': { action: 's3:ListBucketVersions', run: listObjectVersions },
  'GET bucket uploads': { action: 's3:ListBucketMultipartUploads', run: listMultipartUploads },
  // Each key is asked for on its own, s3:DeleteObject; nothing is needed to send the list.
  'POST bucket delete': { action: '', run: deleteObjects },
  'GET object': { action: 's3:GetObject', run: getObject },
  'HEAD object': { action: 's3:GetObject', run: getObject },
  'PUT object': { action: 's3:PutObject', run: bySource(putObject, copyObject) },
  'DELETE object': { action: 's3:DeleteObject', run: deleteObject },
  'GET object tagging': { action: 's3:GetObjectTagging', run: getObjectTagging },
  'PUT object tagging': { action: 's3:PutObjectTagging', run: putObjectTagging },
  'DELETE object tagging': { action: 's3:DeleteObjectTagging', run: deleteObjectTagging },
  'POST object uploads': { action: 's3:PutObject', run: createMultipartUpload },
  'PUT object uploadId': { action: 's3:PutObject', run: bySource(uploadPart, uploadPartCopy) },
  'POST object uploadId': { action: 's3:PutObject', run: completeMultipartUpload },
  'GET object uploadId': { action: 's3:ListMultipartUploadParts', run: listParts },
  'DELETE object uploadId': { action: 's3:AbortMultipartUpload', run: abortMultipartUpload },
};

const VERSIONED_ACTIONS: Record<string, string> = {
  's3:GetObject': 's3:GetObjectVersion',
  's3:DeleteObject': 's3:DeleteObjectVersion',
  's3:GetObjectTagging': 's3:GetObjectVersionTagging',
  's3:PutObjectTagging': 's3:PutObjectVersionTagging',
  's3:DeleteObjectTagging': 's3:DeleteObjectVersionTagging',
};

/** Everything that S3 distinguishes operations by; what has no row above is not implemented. */
const SUBRESOURCES = new Set(
  `abac accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle
  list-type location logging metadataConfiguration metadataTable metrics notification object-lock ownershipControls
  policy policyStatus publicAccessBlock renameObject replication requestPayment restore retention select session tagging
  torrent uploadId uploads versioning versions website`.split(/\s+/),
);

/** @throws S3Error NotImplemented for operations of S3 that are not here, MethodNotAllowed for what S3 has not. */
export function operationFor(
  method: string,
  key: string,
  query: readonly (readonly [string, string])[],
): Operation {
  if (!['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].includes(method)) throw new S3Error('MethodNotAllowed');
  const asked = query.map(([name]) => name).filter((name) => SUBRESOURCES.has(name));
  const name = [method, key === '' ? 'bucket' : 'object', ...asked].join(' ');
  const listType = query.find(([candidate]) => candidate === 'list-type')?.[1] ?? '2';
  const operation = OPERATIONS[name];
  if (!operation || listType !== '2') throw new S3Error('NotImplemented');
  const versioned = query.some(([candidate]) => candidate === 'versionId');
  return { ...operation, action: (versioned && VERSIONED_ACTIONS[operation.action]) || operation.action };
}
