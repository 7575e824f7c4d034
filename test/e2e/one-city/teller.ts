/** What a lead office and a city do with one report, whichever way they use the system. */
export interface Teller {
  /** The city that the story is about. */
  city: string;
  /** The lead office puts an address on the city's roster. */
  invite(address: string): Promise<void>;
  /** The addresses of the city that the roster marks as dead. */
  deadAddresses(): Promise<string[]>;
  /** Somebody of the city signs in. */
  enter(address: string): Promise<void>;
  /** Does the city find that its report is taken no more? */
  isClosed(): Promise<boolean>;
  extend(due: string, reason: string): Promise<void>;
  /** The city fills in and submits. @returns the reference number */
  report(answers: object): Promise<string>;
  /** The office returns the report for one answer. */
  giveBack(pointer: string, message: string): Promise<void>;
  /** What the city reads as the reason, and whether it is led to that answer. */
  reason(pointer: string): Promise<{ message: string; marked: boolean }>;
  /** The city writes to the office. */
  say(message: string): Promise<void>;
  /** What the office reads in the conversation. */
  conversation(): Promise<string>;
  /** The city changes one answer and submits again. @returns the new reference number */
  correct(pointer: string, value: number): Promise<string>;
  /** What the office is shown of the correction: each difference as one text. */
  differences(): Promise<string[]>;
  accept(): Promise<void>;
  /** Where the report stands for the city in the end. */
  state(): Promise<string>;
}

export const FORM = 'statistics';
