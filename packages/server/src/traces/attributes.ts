/** What spans say. Never a query string, a body or a text that a caller chose freely: the signature travels in one, and a secret may by mistake in any. */
import type { Attributes } from '@opentelemetry/api';
import { enterprise, flagship } from '@tongbu/protocol';
import type { FastifyRequest } from 'fastify';
import type { Called, Ended } from '../endpoints/called.ts';
import type { Received } from '../endpoints/deps.ts';
import { reasonInLog } from '../endpoints/log.ts';
import type { Route } from '../manage/route.ts';
import type { Who } from '../manage/who.ts';

/** Of any request. */
export function ofRequest({ id, method, ip, routeOptions: { url } }: FastifyRequest): Attributes {
  return {
    'http.request.method': method,
    ...(url !== undefined && { 'http.route': url }),
    'client.address': (ip as string | undefined) ?? '',
    'tongbu.request_id': id,
  };
}

/** Of a signed call that is answered. Interface, seller, key and shop are told only once they are known to be ours. */
export function ofAnswer({ body }: Received, { edition, seller, name, verified }: Called, ended: Ended): Attributes {
  const { outcome, code, message, counts, answer, request } = ended;
  const methods = edition === 'flagship' ? flagship.methods : enterprise.methods;
  const shop = outcome === 'ok' ? shopNamed(request) : undefined;
  return {
    'tongbu.edition': edition,
    ...(Object.hasOwn(methods, name) && { 'tongbu.interface': name }),
    ...(seller !== '' && { 'tongbu.seller': seller }),
    ...(verified && { 'tongbu.key': verified.credential.appKey }),
    ...(shop !== undefined && { 'tongbu.shop': shop }),
    'tongbu.outcome': outcome,
    'tongbu.code': code,
    // As if nobody had verified it: what is quoted may be a client's secret in the wrong place.
    ...(outcome !== 'ok' && { 'tongbu.reason': reasonInLog(message, false) }),
    'tongbu.offered': counts.offered,
    'tongbu.accepted': counts.accepted,
    'tongbu.rejected': counts.rejected,
    'http.request.body.size': body.length,
    'tongbu.answer_length': answer.length,
  };
}

/** The shop that a request names, itself or in what it holds; most name none. */
function shopNamed(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null) return undefined;
  for (const part of [request, ...Object.values(request)]) {
    const shop = (part as { shop_no?: unknown } | null)?.shop_no;
    if (typeof shop === 'string' && shop !== '') return shop;
  }
  return undefined;
}

/** Of a request to the management API: what it does, and who may; the name of a person stays here. */
export function ofManagement(route: Route | undefined, { seller, kind, role }: Who): Attributes {
  return { ...(route && { 'tongbu.action': route.name }), 'tongbu.seller': seller, 'tongbu.who': kind, 'tongbu.role': role };
}
