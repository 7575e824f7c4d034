import { join } from 'node:path';
import type { Credentials } from '../iam/credentials.ts';
import type { Place } from '../place.ts';
import type { Bus } from '../pumps/bus.ts';
import type { S3Event } from '../s3/call.ts';
import type { ResolvedTemplate } from '../template/document.ts';
import type { Clamd } from './clamd.ts';
import { type ScanPlan, scanPlansOf } from './plans.ts';
import { scanEvent } from './scan-event.ts';
import { openScannedObjects } from './scanned-objects.ts';
import { type Scanner, startScanner } from './scanner.ts';

/** A clamd, and the bytes of the largest file that it takes. */
export interface Scanning {
  clamd: Clamd;
  mostBytes: number;
}

interface StartOptions {
  template: ResolvedTemplate;
  place: Place;
  credentials: Credentials;
  directory: string;
  bus: Bus;
  complain(error: unknown): void;
}

/** Does what the template's plans for malware protection say, with clamd in GuardDuty's place; without it nothing. */
export async function startScanning(scanning: Scanning | undefined, options: StartOptions): Promise<Scanner> {
  const { template, place, credentials, directory, bus, complain } = options;
  const start = async (plan: ScanPlan, by: Scanning): Promise<Scanner> =>
    startScanner({
      ...by,
      plan,
      directory: join(directory, plan.id),
      objects: await openScannedObjects(place, credentials.issue(plan.id)),
      announce: (object, status, threats) => bus(scanEvent(object, status, threats, plan.id, place)),
      complain,
    });
  const scanners = scanning
    ? await Promise.all(scanPlansOf(template).map((plan) => start(plan, scanning)))
    : [];
  return {
    arrived(event: S3Event) {
      for (const scanner of scanners) scanner.arrived(event);
    },
    resume() {
      for (const scanner of scanners) scanner.resume();
    },
    async stop() {
      await Promise.all(scanners.map((scanner) => scanner.stop()));
    },
  };
}
