import type { Token, Tokens } from 'marked';
import { createElement, Fragment, type ReactNode } from 'react';
import type { Heading } from './anchors.ts';
import { CodeBlock } from './code-block.tsx';
import { DocHeading, DocLink } from './links.tsx';
import css from './markdown.module.css';

/** What a page is drawn with. */
export interface Drawing {
  /** The page's name, from which its links lead. */
  name: string;
  headings: Map<Token, Heading>;
}

/** A page of Markdown as React elements. Nothing of it becomes HTML text: what looks like HTML is left out, but for a line's end in a cell. */
export function Markdown({ tokens, ...drawing }: Drawing & { tokens: Token[] }) {
  return <div className={css.page}>{blocks(tokens, drawing)}</div>;
}

/** One after another, in their order: none of them needs a key. */
const inARow = (nodes: ReactNode[]): ReactNode => createElement(Fragment, null, ...nodes);

const blocks = (tokens: Token[], drawing: Drawing): ReactNode => inARow(tokens.map((token) => block(token, drawing)));

function block(token: Token, drawing: Drawing): ReactNode {
  switch (token.type) {
    case 'heading': {
      const heading = drawing.headings.get(token);
      return heading && <DocHeading heading={heading}>{inlines(token.tokens, drawing)}</DocHeading>;
    }
    case 'paragraph':
      return <p>{inlines(token.tokens, drawing)}</p>;
    case 'text': // a line of a list
      return inlines(token.tokens ?? [token], drawing);
    case 'code':
      return <CodeBlock text={token.text} language={token.lang ?? ''} />;
    case 'list':
      return list(token as Tokens.List, drawing);
    case 'table':
      return table(token as Tokens.Table, drawing);
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [], drawing)}</blockquote>;
    case 'hr':
      return <hr />;
    default:
      return null; // blank lines, comments
  }
}

function list({ ordered, start, items }: Tokens.List, drawing: Drawing): ReactNode {
  const lines = items.map(({ tokens }) => createElement('li', {}, blocks(tokens, drawing)));
  return ordered ? <ol start={start === '' ? 1 : start}>{inARow(lines)}</ol> : <ul>{inARow(lines)}</ul>;
}

/** Characters from which on a cell is a sentence, and how wide its column is then at least: Chinese breaks after every character. */
const SENTENCE = 24;
const SENTENCE_WIDTH = 130;

function table({ header, align, rows }: Tokens.Table, drawing: Drawing): ReactNode {
  const minWidthOf = (at: number) => (rows.some((cells) => (cells[at]?.text.length ?? 0) >= SENTENCE) ? SENTENCE_WIDTH : undefined);
  const cell = (tag: 'th' | 'td', { tokens }: Tokens.TableCell, at: number) => {
    const isHead = tag === 'th' && tokens.length > 0; // an empty head heads nothing
    const style = { textAlign: align[at] ?? undefined, minWidth: tag === 'th' ? minWidthOf(at) : undefined };
    return createElement(isHead ? 'th' : 'td', { style, ...(isHead && { scope: 'col' }) }, inlines(tokens, drawing));
  };
  const row = (tag: 'th' | 'td', cells: Tokens.TableCell[]) => <tr>{inARow(cells.map((each, at) => cell(tag, each, at)))}</tr>;
  return (
    // A wide table scrolls by itself, by keys as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached by keys
    <div className={css.table} tabIndex={0}>
      <table>
        <thead>{row('th', header)}</thead>
        <tbody>{inARow(rows.map((cells) => row('td', cells)))}</tbody>
      </table>
    </div>
  );
}

const inlines = (tokens: Token[] | undefined, drawing: Drawing): ReactNode => inARow((tokens ?? []).map((token) => inline(token, drawing)));

function inline(token: Token, drawing: Drawing): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? inlines(token.tokens, drawing) : unescaped(token.text);
    case 'escape':
      return unescaped(token.text);
    case 'strong':
      return <strong>{inlines(token.tokens, drawing)}</strong>;
    case 'em':
      return <em>{inlines(token.tokens, drawing)}</em>;
    case 'del':
      return <del>{inlines(token.tokens, drawing)}</del>;
    case 'codespan':
      return <code>{unescaped(token.text)}</code>;
    case 'br':
      return <br />;
    case 'link':
      return (
        <DocLink from={drawing.name} href={token.href}>
          {inlines(token.tokens, drawing)}
        </DocLink>
      );
    case 'image':
      return token.text;
    case 'html':
      return /^<br\s*\/?>$/i.test(token.text.trim()) ? <br /> : null;
    default:
      return null;
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", emsp: ' ', nbsp: ' ' };

/** A line's end within Chinese is no blank. */
const BREAK = /(?<=[\p{Script=Han}，。；：、）」])\n(?=[\p{Script=Han}（「`])/gu;

/** A text as it reads: with the few entities that the pages are written with. */
const unescaped = (text: string) => text.replace(BREAK, '').replace(/&(#39|\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
