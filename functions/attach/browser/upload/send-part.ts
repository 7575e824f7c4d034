import { Failure } from './failure.ts';

/** A line on which nothing moves for so long is dead, whatever the system says. */
const STILL_MS = 45_000;
/**
 * When all has left, it may lie in something on the way that takes everything at once and passes it on as slowly as the
 * line is: so the answer is awaited longer, and each time longer still.
 */
const ANSWER_MS = 120_000;
const LONGEST_MS = 1_920_000;

function failureOf(status: number): Failure {
  if (status === 403) return new Failure('expired');
  // Joined or thrown away meanwhile: the site knows which.
  if (status === 404) return new Failure('overtaken');
  return new Failure('lost');
}

/**
 * Sends one part to the store. Not by `fetch`, which does not tell how much has left.
 * @param attempt how often this part was sent before
 * @throws Failure; AbortError when the signal says so
 */
export function sendPart(
  url: string,
  piece: Blob,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
  attempt: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const watch = (patience: number) => {
      clearTimeout(timer);
      timer = window.setTimeout(() => request.abort(), patience);
    };
    const abort = () => request.abort();
    const end = (error?: Error) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (error) reject(error);
      else resolve();
    };
    request.upload.onprogress = ({ loaded }) => {
      watch(loaded < piece.size ? STILL_MS : Math.min(LONGEST_MS, ANSWER_MS * 2 ** attempt));
      onProgress(loaded);
    };
    request.onload = () => end(request.status < 300 ? undefined : failureOf(request.status));
    request.onerror = () => end(new Failure('lost'));
    request.onabort = () => end(signal.aborted ? new DOMException('', 'AbortError') : new Failure('lost'));
    if (signal.aborted) return end(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', abort);
    watch(STILL_MS);
    request.open('PUT', url);
    request.send(piece);
  });
}
