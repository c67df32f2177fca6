const MOST = 300;

/** As much of a stranger's text as a line of the log holds (promise B12). */
export function inLog(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
}

/** The text of a refusal for the log. What it quotes came from somebody who is not verified: a client that mixes up its values may have sent its secret. */
export function reasonInLog(message: string, isVerified: boolean): string {
  return inLog(isVerified ? message : message.replace(/".*"/s, '"…"'));
}
