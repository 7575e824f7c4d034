import { inspectFile } from '../../functions/inspect-attachment/inspect-file.ts';
import { fileSource, newAnalyser } from '../support/files.ts';

/** Inspects the file that it is given, in a process of its own, and prints what that took. */
const [path = ''] = process.argv.slice(2);
const started = performance.now();
const analyser = newAnalyser();
const file = { form: 'media', slot: 'video', type: 'video/mp4' };
const { state, bytesRead } = await inspectFile(analyser, file, fileSource(path));
const milliseconds = performance.now() - started;
await analyser.close();
// Kilobytes, the most that the process ever held, Node itself included.
const rss = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ state, bytesRead, milliseconds, rss }));
