import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Doubt } from './signature.ts';

export interface QueryError {
  status: number;
  code: string;
  message: string;
}

const escaped = (text: string): string =>
  text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);

/** An error of the AWS query protocol. */
export function answerQueryError(response: ServerResponse, { status, code, message }: QueryError): void {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Type>${type}</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>`;
  const id = randomUUID();
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': id });
  response.end(`<ErrorResponse><Error>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`);
}

/** How services of this protocol refuse a request that nobody can be said to have signed. */
export const QUERY_DOUBTS: { [doubt in Doubt]: QueryError } = {
  missing: {
    status: 403,
    code: 'MissingAuthenticationToken',
    message: 'Request is missing Authentication Token',
  },
  malformed: {
    status: 400,
    code: 'IncompleteSignature',
    message: 'The request signature does not conform to AWS standards',
  },
  'unknown-key': {
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  },
  'wrong-token': {
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  },
  'wrong-signature': {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message: 'The request signature we calculated does not match the signature you provided.',
  },
  expired: {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message: 'Signature expired: the time of the request differs too much from ours',
  },
};
