import { Typography } from 'antd';

/**
 * A text of unknown length from somewhere else: one line, cut where the room ends; the whole when pointed at. Copied with a button
 * where it is worth copying. Marks that turn the direction of writing stay within it.
 */
export function LongText({
  text,
  copy = false,
  code = false,
  width,
}: {
  text: string;
  copy?: boolean;
  code?: boolean;
  width?: number | undefined;
}) {
  if (text === '') return <span aria-hidden>—</span>;
  return (
    <Typography.Text
      {...(copy && { copyable: { text, tooltips: false } })}
      ellipsis={{ tooltip: <span style={{ overflowWrap: 'anywhere' }}>{text.slice(0, LONGEST)}</span> }}
      style={{ maxWidth: width ?? '100%', ...(code && { fontFamily: 'var(--ant-font-family-code)', fontSize: '0.93em' }) }}
    >
      <bdi>{text.slice(0, LONGEST)}</bdi>
    </Typography.Text>
  );
}

/** More of a text is never drawn in one line. */
const LONGEST = 600;
