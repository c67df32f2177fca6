import { enterprise, FieldError, flagship, type Method, type UnreadableRow } from '@tongbu/protocol';
import { enterpriseRequest } from './enterprise/request.ts';
import type { Refusal } from './error.ts';
import { flagshipRequest } from './flagship/request.ts';
import type { Edition, PageOptions } from './options.ts';
import type { Account, SignedRequest } from './transport.ts';

/** What an answer says: the members of a success, a refusal, or why it cannot be read. */
export type Reading = { result: unknown } | { refusal: Refusal } | { unreadable: string; isSuccess: boolean };

type OnUnreadable = (row: UnreadableRow) => void;

/** What differs between the editions in a call. */
export interface Wire {
  /** @throws TypeError for an account that cannot sign, or an address that is none */
  check(account: Account): void;
  /** What travels, but for clock and signature. @throws TypeError for an unknown name, or what its definition cannot hold */
  write(name: string, request: unknown): (account: Account, nowMs: number, page?: PageOptions) => SignedRequest;
  /** @param onUnreadable told of rows that cannot be read, of an answer that can be read without them */
  read(name: string, text: string, onUnreadable?: OnUnreadable): Reading;
  /** How far a clock may be from the server's, either way, in milliseconds. */
  windowMs: number;
}

const flagshipWire: Wire = {
  check: (account) => void flagshipRequest(account, '', '', 0),
  write(name, request) {
    const body = flagship.writeCall(methodOf('flagship', name), request as never);
    return (account, nowMs, page) => flagshipRequest(account, name, body, nowMs, page);
  },
  read: (name, text, onUnreadable) => read(methodOf('flagship', name), (method) => flagship.readAnswer(method, text, onUnreadable)),
  windowMs: flagship.WINDOW_SECONDS * 1000,
};

const enterpriseWire: Wire = {
  check: (account) => void enterpriseRequest(account, '', {}, 0),
  write(name, request) {
    const fields = enterprise.writeCall(methodOf('enterprise', name), request as never);
    return (account, nowMs) => enterpriseRequest(account, name, fields, nowMs);
  },
  read: (name, text, onUnreadable) => read(methodOf('enterprise', name), (method) => enterprise.readAnswer(method, text, onUnreadable)),
  windowMs: enterprise.WINDOW_SECONDS * 1000,
};

/** The editions' wires. */
export const wires: Record<Edition, Wire> = { flagship: flagshipWire, enterprise: enterpriseWire };

function methodOf(edition: Edition, name: string): Method {
  const methods: Record<string, Method> = edition === 'flagship' ? flagship.methods : enterprise.methods;
  if (Object.hasOwn(methods, name)) return methods[name] as Method;
  throw new TypeError(`the ${edition} edition has no interface "${name}"; it has ${Object.keys(methods).join(', ')}`);
}

function read(method: Method, readAnswer: (method: Method) => unknown): Reading {
  try {
    return { result: readAnswer(method) };
  } catch (error) {
    if (error instanceof flagship.FlagshipRefusal) return { refusal: { status: error.status, reason: error.message } };
    if (error instanceof enterprise.EnterpriseRefusal) return { refusal: { status: error.code, reason: error.message } };
    if (error instanceof FieldError)
      return { unreadable: error.message, isSuccess: isSuccess(() => readAnswer({ ...method, response: {} })) };
    if (error instanceof SyntaxError || error instanceof RangeError) return { unreadable: error.message, isSuccess: false };
    throw error;
  }
}

/** Whether the envelope alone can be read, and says success. */
function isSuccess(readEnvelope: () => unknown): boolean {
  try {
    readEnvelope();
    return true;
  } catch {
    return false;
  }
}
