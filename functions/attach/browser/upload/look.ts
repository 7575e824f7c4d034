import { durationFaults, pictureFaults, stillFaults } from '../../../../schemas/media-rules.ts';
import type { MediaRule, Slot } from '../../../../schemas/slot.ts';
import type { Text } from '../../../../schemas/text.ts';

/** Formats that the browser cannot open tell nothing; nobody waits longer for one. */
const PATIENCE_MS = 8_000;

/** Opens a file as the page would show it. */
function open<T extends HTMLElement>(
  file: Blob,
  element: T,
  ready: string,
  start: (address: string) => void,
): Promise<T | undefined> {
  const address = URL.createObjectURL(file);
  return new Promise<T | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    element.addEventListener(ready, () => {
      clearTimeout(timer);
      resolve(element);
    });
    element.addEventListener('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    start(address);
  }).finally(() => URL.revokeObjectURL(address));
}

async function lookAtVideo(file: Blob, rule: Extract<MediaRule, { kind: 'video' }>): Promise<Text[]> {
  const video = document.createElement('video');
  video.preload = 'metadata';
  const seen = await open(file, video, 'loadedmetadata', (address) => {
    video.src = address;
  });
  if (!seen) return [];
  const { videoWidth: width, videoHeight: height } = seen;
  const seconds = Number.isFinite(seen.duration) ? seen.duration : undefined;
  const faults = [
    ...durationFaults(seconds, rule),
    // A browser tells the size as it is shown, so its pixels count as square only when they fill the height.
    ...(height > 0 ? pictureFaults({ width, height, ratio: width / height, square: true }, rule) : []),
  ];
  video.removeAttribute('src');
  video.load();
  return faults.map(({ message: zh, en = zh }) => ({ zh, en }));
}

async function lookAtPicture(file: Blob, rule: Extract<MediaRule, { kind: 'picture' }>): Promise<Text[]> {
  const image = new Image();
  const seen = await open(file, image, 'load', (address) => {
    image.src = address;
  });
  if (!seen || seen.naturalWidth === 0) return [];
  return stillFaults(seen.naturalWidth, seen.naturalHeight, rule).map(({ message: zh, en = zh }) => ({
    zh,
    en,
  }));
}

/** What can be seen of a file before it is sent: measured against wanted. The server judges it all the same. */
export async function lookAt(file: Blob, { media }: Pick<Slot, 'media'>): Promise<Text[]> {
  if (media?.kind === 'video') return lookAtVideo(file, media);
  if (media?.kind === 'picture') return lookAtPicture(file, media);
  return [];
}
