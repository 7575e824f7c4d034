/** Where the stack believes it is deployed, and where its parts answer on this machine. */
export interface Place {
  partition: string;
  region: string;
  account: string;
  stack: string;
  /** Base URLs without a slash at the end. */
  site: string;
  s3: string;
}

/** A real region, because the SDKs look its endpoints up before they see that ours are given. */
export const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export const placeOn = (port: number, stack: string): Place => ({
  partition: 'aws',
  region: REGION,
  account: ACCOUNT,
  stack,
  site: `http://127.0.0.1:${port}`,
  s3: `http://127.0.0.1:${port + 2}`,
});

export function arn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}
