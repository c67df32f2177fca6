/** The facts in `test/data/`, typed. */
import { readFileSync } from 'node:fs';

function load(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8'));
}

export interface FlagshipVector {
  name: string;
  secret: string;
  salt: string;
  params: Record<string, string>;
  body: string;
  expected_sign: string;
}

export const flagshipVectors = load('flagship-signatures') as FlagshipVector[];

export interface EnterpriseVector {
  name: string;
  appsecret: string;
  params: Record<string, string>;
  canonical: string;
  expected_sign: string;
  /** What clients that count or drop otherwise would send. */
  utf16_units_sign?: string;
  utf8_bytes_sign?: string;
  empty_values_dropped_sign?: string;
}

export const enterpriseVectors = load('enterprise-signatures') as EnterpriseVector[];

export interface Capture {
  id: string;
  edition: 'flagship' | 'enterprise';
  interface: string;
  fixed_timestamp: number;
  request: { method: string; url: string; body_base64: string };
  valid_signature: boolean;
}

export const captures = load('captures-examples') as Capture[];

export interface DocumentedExample {
  method: string;
  case: string;
  paging?: { page_size: number; page_no: number; calc_total: number };
  request_body?: string;
  response_body?: string;
}

export const documentedExamples = load('flagship-examples') as DocumentedExample[];

/** direction, node, field, type, length, required */
export type DocumentedField = ['request' | 'response', string, string, string, string | null, boolean];

export const documentedFields = (load('flagship-fields') as { methods: { method: string; fields: DocumentedField[] }[] }).methods;

/** The same text with its last character changed. */
export function oneCharacterOff(hex: string): string {
  return hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0');
}
