import { type Signing, signerOf } from '../shared/objects/signing.ts';

interface AwsCall {
  service: 'sqs' | 'ses';
  /** https://host, without a path. */
  origin: string;
  headers: { [name: string]: string };
  body: string;
}

/** Who asks for a page of figures does not wait for a service that is out of order. */
const TIMEOUT_MS = 3000;

/**
 * One signed request, instead of two more SDKs that every start would read.
 * @throws Error when it is refused or not answered in time
 */
export async function awsCall(
  signing: Signing,
  { service, origin, headers, body }: AwsCall,
): Promise<string> {
  const { protocol, hostname, port, host } = new URL(origin);
  const signed = await signerOf(signing, service).sign(
    {
      method: 'POST',
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: '/',
      query: {},
      headers: { host, ...headers },
      body,
    },
    { signingDate: signing.now() },
  );
  const answer = await fetch(`${origin.replace(/\/$/, '')}/`, {
    method: 'POST',
    headers: signed.headers,
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}`);
  return answer.text();
}
