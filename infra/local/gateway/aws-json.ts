import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Doubt } from './signature.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.0';

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': CONTENT_TYPE,
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
  });
  response.end(bytes);
}

/** An error of the AWS JSON 1.0 protocol. The services' common errors come from the framework they share. */
export function answerError(
  response: ServerResponse,
  code: string,
  message: string,
  { status = 400, prefix = 'com.amazon.coral.service#' }: { status?: number; prefix?: string } = {},
): void {
  answerJson(response, status, { __type: `${prefix}${code}`, message });
}

/** How services of this protocol refuse a request that nobody can be said to have signed. */
const DOUBTS: { [doubt in Doubt]: [code: string, message: string] } = {
  missing: ['MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
  malformed: [
    'IncompleteSignatureException',
    'Request must contain a signature that conforms to AWS standards',
  ],
  'unknown-key': ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  'wrong-token': ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  'wrong-signature': [
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  expired: [
    'InvalidSignatureException',
    'Signature expired: the time of the request differs too much from ours',
  ],
};

export function answerDoubt(response: ServerResponse, doubt: Doubt): void {
  const [code, message] = DOUBTS[doubt];
  answerError(response, code, message);
}
