/**
 * What may stand in a log line: names of things, never what people wrote, who they are or how to reach them (I8).
 * The type is the fence: there is no field that an answer or an address would fit into.
 */
interface LogFacts {
  reference?: string;
  form?: string;
  unit?: string;
  attachment?: string;
  archive?: string;
  mail?: string;
  problem?: string;
  route?: string;
  status?: number;
  milliseconds?: number;
  count?: number;
  bytes?: number;
  step?: string;
}

export interface Log {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, error: unknown, facts?: LogFacts): void;
  count(metric: string, value?: number): void;
}

/**
 * Only an error's name and its place in the code are kept: messages of the SDK and of parsers quote their input.
 */
function outline(error: unknown): { name: string; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, at: frames.slice(0, 6).map((line) => line.trim()) };
}

/**
 * Structured logs and embedded metrics of one function, named by its capability; a line each. The libraries that write
 * such lines weigh 23 KB and more, and every cold start would read them.
 * @param write not `console.log`, before whose lines the runtime puts words of its own
 */
export function createLog(
  service: string,
  write = (line: string): void => void process.stdout.write(`${line}\n`),
): Log {
  const say = (level: 'INFO' | 'WARN' | 'ERROR', message: string, facts: object) =>
    write(JSON.stringify({ level, message, timestamp: new Date().toISOString(), service, ...facts }));
  return {
    info: (message, facts = {}) => say('INFO', message, facts),
    warn: (message, facts = {}) => say('WARN', message, facts),
    error: (message, error, facts = {}) => say('ERROR', message, { ...facts, failure: outline(error) }),
    // CloudWatch reads the figure out of the line (embedded metric format).
    count(metric, value = 1) {
      const Metrics = [{ Name: metric, Unit: 'Count' }];
      const CloudWatchMetrics = [{ Namespace: 'Intake', Dimensions: [['service']], Metrics }];
      say('INFO', metric, { [metric]: value, _aws: { Timestamp: Date.now(), CloudWatchMetrics } });
    },
  };
}
