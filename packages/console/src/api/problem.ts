/** What the server says of a request that went wrong, RFC 9457. */
export interface ProblemBody {
  status: number;
  code: string;
  /** In the language that was asked for, as every detail. */
  title: string;
  detail: string;
  errors?: { pointer?: string; parameter?: string; detail: string }[];
}

/**
 * A request that went wrong. `code` is the server's, stable; or `unreachable` when no answer came, `unreadable` when it was not one of
 * Tongbu's (a proxy between, for example).
 */
export class ApiProblem extends Error implements ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: NonNullable<ProblemBody['errors']>;

  constructor({ status, code, title, detail, errors = [] }: ProblemBody, options?: ErrorOptions) {
    super(detail || title, options);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
  }

  /** Whether the same request may go well a moment later. */
  get mayPass(): boolean {
    return this.code === 'unreachable' || this.status === 503 || this.status === 502 || this.status === 504;
  }
}
