/** What a worker is told at its birth; its environment comes by the `env` of its thread. */
export interface Start {
  /** URL of the bundle. */
  module: string;
  /** The name that the bundle exports its handler under. */
  handler: string;
  context: {
    functionName: string;
    functionVersion: string;
    invokedFunctionArn: string;
    memoryLimitInMB: string;
    logGroupName: string;
    logStreamName: string;
  };
}

/** What went wrong in a function, in the words of Lambda. */
export interface Failure {
  errorType: string;
  errorMessage: string;
  stackTrace?: string[];
}

/** JSON is passed as text, as Lambda does: nothing but data gets from one side to the other. */
export interface Invocation {
  requestId: string;
  payload: string;
  /** Epoch milliseconds at which it is cut off. */
  deadline: number;
}

export type Outcome = { payload: string } | { failure: Failure };

export type Report = { ready: true } | { unfit: Failure } | { requestId: string; outcome: Outcome };
