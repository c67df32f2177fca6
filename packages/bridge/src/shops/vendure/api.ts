import { ShopDownError } from '../../shop.ts';
import { type JsonAnswer, jsonAnswer } from '../json-answer.ts';

/** Where Vendure's admin API is, and who asks. */
export interface VendureAccount {
  /** Its whole address: `https://shop.example/admin-api`. */
  url: string;
  /** An API key (Vendure 3.6 and later), or a user and a password. */
  apiKey?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
  /** The token of the channel; the default channel without it. */
  channelToken?: string | undefined;
  /** Seconds for a whole answer. */
  timeout: number;
}

/** Asks Vendure one thing in GraphQL. Values travel as variables, never inside the text. */
export type AskVendure = <Data>(query: string, variables: Record<string, unknown>, signal: AbortSignal) => Promise<Data>;

/** Vendure read the question and refused it; other questions may well be answered. */
export class VendureRefusal extends Error {
  /** `extensions.code`: `BAD_USER_INPUT`, `ENTITY_NOT_FOUND`, `INTERNAL_SERVER_ERROR` … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'VendureRefusal';
    this.code = code;
  }
}

interface GraphqlAnswer {
  data?: unknown;
  errors?: { message?: string; extensions?: { code?: string } }[];
}

/**
 * A way to ask that stays logged in: it logs in before the first question, and once more where Vendure says that the session is over.
 *
 * What it gives back throws VendureRefusal where one question was refused, and ShopDownError where none can be asked: final for wrong
 * credentials, missing permissions, and a question that this Vendure does not understand (a custom field it does not have).
 */
export function vendureApi(account: VendureAccount): AskVendure {
  const url = new URL(account.url);
  const usesKey = account.apiKey !== undefined;
  /** One login for all who find the session over at the same time. */
  let session: Promise<string> | undefined;

  async function send(query: string, variables: object, headers: Record<string, string>, signal: AbortSignal): Promise<JsonAnswer> {
    const channel = account.channelToken === undefined ? {} : { 'vendure-token': account.channelToken };
    const timeoutMs = account.timeout * 1000;
    return jsonAnswer({ method: 'POST', url, headers: { ...channel, ...headers }, body: { query, variables }, timeoutMs, signal });
  }

  async function logIn(signal: AbortSignal): Promise<string> {
    const { username, password } = account;
    const { headers, body } = await send(LOGIN, { username, password }, {}, signal);
    const { login } = readData<{ login: { errorCode?: string; message?: string } }>(body as GraphqlAnswer);
    if (login.errorCode)
      throw new ShopDownError(`Vendure at ${url.origin} refuses the user ${username}: ${login.message}`, { isFinal: true });
    const token = headers.get('vendure-auth-token');
    if (token) return token;
    throw new ShopDownError(`Vendure at ${url.origin} gave no token: let authOptions.tokenMethod contain 'bearer', or use an API key`, {
      isFinal: true,
    });
  }

  async function credentials(signal: AbortSignal): Promise<Record<string, string>> {
    if (usesKey) return { 'vendure-api-key': account.apiKey as string };
    session ??= logIn(signal);
    try {
      return { authorization: `Bearer ${await session}` };
    } catch (cause) {
      session = undefined;
      throw cause;
    }
  }

  return async <Data>(query: string, variables: Record<string, unknown>, signal: AbortSignal) => {
    const used = session;
    let { body } = await send(query, variables, await credentials(signal), signal);
    if (isForbidden(body) && !usesKey) {
      if (session === used || used === undefined) session = undefined;
      ({ body } = await send(query, variables, await credentials(signal), signal));
    }
    if (isForbidden(body)) {
      const who = usesKey ? 'the API key' : `the user ${account.username}`;
      const needed = 'ReadCatalog, UpdateCatalog, ReadStockLocation, ReadOrder, UpdateOrder';
      throw new ShopDownError(`Vendure at ${url.origin} does not let ${who} do this; its role needs ${needed}`, { isFinal: true });
    }
    return readData<Data>(body as GraphqlAnswer);
  };
}

const LOGIN = `mutation LogIn($username: String!, $password: String!) {
  login(username: $username, password: $password) { __typename ... on ErrorResult { errorCode message } }
}`;

function isForbidden(body: unknown): boolean {
  const codes = ((body as GraphqlAnswer | null)?.errors ?? []).map(({ extensions }) => extensions?.code);
  return codes.includes('FORBIDDEN') || codes.includes('UNAUTHORIZED') || codes.includes('UNAUTHENTICATED');
}

function readData<Data>(answer: GraphqlAnswer | null): Data {
  const [error] = answer?.errors ?? [];
  if (error) {
    const { message = 'no message', extensions: { code = 'no code' } = {} } = error;
    if (code === 'GRAPHQL_VALIDATION_FAILED')
      throw new ShopDownError(`Vendure does not understand the bridge: ${message}`, { isFinal: true });
    throw new VendureRefusal(code, `Vendure says ${code}: ${message}`);
  }
  if (answer?.data) return answer.data as Data;
  throw new ShopDownError('Vendure answers neither data nor errors: is this the address of its admin API?');
}
