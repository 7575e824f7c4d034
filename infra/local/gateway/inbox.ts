import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Keep this mail, or clear all. */
export interface InboxOrder {
  id: number;
  keep?: string;
}

export type InboxAnswer = { url: string } | { id: number; failed?: string };

export interface Inbox {
  /** Takes mails without asking who sends them, and shows them. */
  url: string;
  /** Writes a mail that was just taken to disk. @throws Error when no such mail was taken */
  keep(messageId: string): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** An inbox that keeps its mails in `directory`. @throws Error when what lies there is no mail */
export async function openInbox(directory: string): Promise<Inbox> {
  const thread = new Worker(new URL('./inbox-thread.ts', import.meta.url), {
    workerData: directory,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let orders = 0;
  // Rejects when the thread ends with an error before that.
  const [opened]: InboxAnswer[] = await once(thread, 'message');
  thread.on('message', (answer: InboxAnswer) => {
    if (!('id' in answer)) return;
    const order = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.failed === undefined) order?.resolve();
    else order?.reject(new Error(answer.failed));
  });
  thread.on('error', (error) => {
    for (const order of waiting.values()) order.reject(error);
    waiting.clear();
  });
  function ask(order: Omit<InboxOrder, 'id'>): Promise<void> {
    const id = ++orders;
    const asked = Promise.withResolvers<void>();
    waiting.set(id, asked);
    thread.postMessage({ id, ...order });
    return asked.promise;
  }
  return {
    url: opened && 'url' in opened ? opened.url : '',
    keep: (messageId) => ask({ keep: messageId }),
    clear: () => ask({}),
    async close() {
      await thread.terminate();
    },
  };
}
