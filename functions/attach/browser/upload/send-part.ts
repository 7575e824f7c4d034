import { Failure } from './failure.ts';

/** A line on which nothing moves for so long is dead, whatever the system says. */
const STILL_MS = 45_000;

function failureOf(status: number): Failure {
  if (status === 403) return new Failure('expired');
  if (status === 404) return new Failure('gone');
  return new Failure('lost');
}

/**
 * Sends one part to the store. Not by `fetch`, which does not tell how much has left.
 * @throws Failure; AbortError when the signal says so
 */
export function sendPart(
  url: string,
  piece: Blob,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const watch = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => request.abort(), STILL_MS);
    };
    const abort = () => request.abort();
    const end = (error?: Error) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (error) reject(error);
      else resolve();
    };
    request.upload.onprogress = ({ loaded }) => {
      watch();
      onProgress(loaded);
    };
    request.onload = () => end(request.status < 300 ? undefined : failureOf(request.status));
    request.onerror = () => end(new Failure('lost'));
    request.onabort = () => end(signal.aborted ? new DOMException('', 'AbortError') : new Failure('lost'));
    if (signal.aborted) return end(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', abort);
    watch();
    request.open('PUT', url);
    request.send(piece);
  });
}
