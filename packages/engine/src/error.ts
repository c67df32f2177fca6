/**
 * Stable codes of what the engine cannot go on from.
 *
 * | code | meaning | what to do |
 * | --- | --- | --- |
 * | store | the database refused or failed; nothing was done, or it is unknown whether it was | repeat: every verb is safe to repeat |
 * | locked | another server owns the folder | talk to that server, or stop it |
 * | schemaNewer | the database was written by a newer version | start that version |
 * | keyFile | the key file is missing, unreadable or does not fit the database | put the right key file back |
 * | damaged | the database file, or a backup, does not hold what was written to it | restore the backup that the message names |
 * | unknown | what was named does not exist | name something that exists |
 * | exists | what was to be added is there already | choose another name |
 * | input | a value given to a verb is not valid | correct it |
 */
export type EngineErrorCode = 'store' | 'locked' | 'schemaNewer' | 'keyFile' | 'damaged' | 'unknown' | 'exists' | 'input';

/** What the engine cannot go on from; the message names the subject and the value, and says what to do. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}
