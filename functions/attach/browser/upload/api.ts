import type {
  AttachmentView,
  PartAddresses,
  PartsArrived,
  PartsWanted,
  UploadCompleted,
  UploadFinished,
  UploadRequest,
  UploadStarted,
} from '../../../../schemas/contract/attachments.ts';
import type { ProblemDocument } from '../../../../schemas/contract/problem.ts';
import { Failure } from './failure.ts';

/** The site's API for the files of one report. All throw Failure. */
export interface Api {
  begin(request: UploadRequest): Promise<UploadStarted>;
  arrived(id: string): Promise<PartsArrived>;
  address(id: string, wanted: PartsWanted): Promise<PartAddresses>;
  finish(id: string, said: UploadFinished): Promise<UploadCompleted>;
  view(id: string): Promise<AttachmentView>;
  remove(id: string): Promise<void>;
}

async function failureOf(response: Response): Promise<Failure> {
  const { status } = response;
  if (status === 401) return new Failure('signed-out');
  if (status === 404) return new Failure('gone');
  if (status === 410) return new Failure('lapsed');
  if (status >= 500 || status === 429) return new Failure('lost');
  const problem: Partial<ProblemDocument> = await response.json().catch(() => ({}));
  // Who signed in meanwhile is another unit: it goes on when the page's own unit is back.
  if (problem.code === 'other-unit') return new Failure('signed-out', problem.errors?.[0]?.message);
  // Another page cut the file otherwise meanwhile: what is missing is sent.
  if (problem.errors?.some(({ code }) => code === 'parts-missing')) return new Failure('overtaken');
  const said = (problem.errors ?? []).map(({ message }) => message);
  return new Failure('refused', said.join(' ') || problem.title);
}

/** An answer that takes longer than this will not come. */
const PATIENCE_MS = 40_000;

/** @param unit whose page this is: whoever signs in meanwhile may be another one */
export function openApi(form: string, unit: string): Api {
  const query = new URLSearchParams({ as: unit });
  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const response = await fetch(`/reports/${form}/attachments${path}?${query}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: patience.signal,
      });
      if (!response.ok) throw await failureOf(response);
      return response;
    } catch (error) {
      throw error instanceof Failure ? error : new Failure('lost');
    } finally {
      clearTimeout(timer);
    }
  }

  async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const response = await call(method, path, body);
    const answer: T = await response.json().catch(() => {
      throw new Failure('lost');
    });
    return answer;
  }

  return {
    begin: (request) => ask('POST', '', request),
    arrived: (id) => ask('GET', `/${id}/parts`),
    address: (id, wanted) => ask('POST', `/${id}/parts`, wanted),
    finish: (id, said) => ask('POST', `/${id}/complete`, said),
    view: (id) => ask('GET', `/${id}`),
    async remove(id) {
      await call('POST', `/${id}/remove`, {});
    },
  };
}
