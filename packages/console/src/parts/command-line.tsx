import { Typography } from 'antd';
import { useApi } from '../api/use-api.ts';

/** A command of Tongbu's, without the program and the options that say which data it is for: `person link`. */
interface Props {
  command: string;
}

/** A command to copy, as whoever started the server types it: the server knows how, and tells nobody who looks from elsewhere. */
export function CommandLine({ command }: Props) {
  const { data: { program, options } = { program: 'tongbu', options: '' } } = useApi('GET /api/command-line', {});
  const text = [program, command, options].filter(Boolean).join(' ');
  return (
    <Typography.Text code copyable={{ text, tooltips: false }} style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Typography.Text>
  );
}

/** A name as a word of a command line: names may hold blanks and quotes. */
export function word(name: string): string {
  return /^[\w.,:/@%+\-\u00a1-\uffff]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
