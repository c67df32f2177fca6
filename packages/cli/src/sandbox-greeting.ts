/** What `tongbu sandbox start` says to people. */
import type { SandboxAccount } from '@tongbu/server/sandbox';
import { line, table } from './output/table.ts';
import { typed, word } from './output/typed.ts';
import { widthOf } from './output/width.ts';
import { SANDBOX_FOLDER } from './sandbox-folder.ts';

/** A sandbox that runs: all that a caller needs, and what `--json` prints. */
export interface StartedSandbox extends SandboxAccount {
  /** Base of the signed API. */
  url: string;
  /** Base of the management API. */
  manageUrl: string;
  /** By it the first admin of the console chooses a name and a password; null where there is one. */
  setupUrl: string | null;
  /** Its data folder, absolute. */
  folder: string;
}

const WORDS = {
  en: {
    title: ({ folder }: StartedSandbox) => `Tongbu sandbox in ${folder}`,
    who: ({ seller, shopNo }: StartedSandbox) => `seller (sid) "${seller}", shop "${shopNo}"`,
    headings: ['EDITION', 'ADDRESS', 'KEY', 'SECRET'],
    editions: ['flagship', 'enterprise'],
    management: 'management',
    token: ['token', 'another one at each start'],
    console: ['console', 'good once, for a day: choose a name and a password'],
    try: 'In another terminal:',
    notes: ['what waits', 'stock moves', 'an order leaves in two parcels', 'calls go wrong', 'all as at the start'],
    stop: 'Ctrl-C stops it.',
  },
  'zh-CN': {
    title: ({ folder }: StartedSandbox) => `Tongbu 沙箱，数据在 ${folder}`,
    who: ({ seller, shopNo }: StartedSandbox) => `卖家（sid）"${seller}"，店铺 "${shopNo}"`,
    headings: ['版本', '地址', 'key', '密钥'],
    editions: ['旗舰版', '企业版'],
    management: '管理接口',
    token: ['令牌', '每次启动都会更换'],
    console: ['控制台', '一次性链接，一天内有效：设置姓名与密码'],
    try: '另开一个终端试试：',
    notes: ['查看等待同步的货品', '库存变动', '一单拆成两个包裹发出', '让调用出错', '恢复到初始状态'],
    stop: '按 Ctrl-C 停止。',
  },
};

/**
 * Addresses and keys as tables, and what to try.
 *
 * @param data the folder as it was typed
 */
export function greeting(started: StartedSandbox, data: string, language: keyof typeof WORDS): string {
  const { title, who, headings, editions, management, token, console, try: invite, notes, stop } = WORDS[language];
  const { url, manageUrl, keys } = started;
  const accounts = [
    [editions[0] ?? '', `${url}/openapi`, keys.flagship.key, keys.flagship.secret],
    [editions[1] ?? '', `${url}/openapi2/<name>.php`, keys.enterprise.key, keys.enterprise.secret],
  ];
  const manage = [
    [management, `${manageUrl}/api/docs`],
    [token[0] ?? '', `${started.token}  (${token[1]})`],
    [console[0] ?? '', started.setupUrl ? `${started.setupUrl}  (${console[1]})` : manageUrl],
  ];
  const folder = data === SANDBOX_FOLDER ? '' : ` --data ${word(data)}`;
  const address = url === 'http://127.0.0.1:8090' ? '' : ` --url ${url}`;
  const commands = [
    `tongbu call sales.StockSync.getSelfWaitSyncIdListOpen '[100,0]' --data ${word(data)}${address}`,
    `tongbu sandbox move SKU-3 42${folder}`,
    `tongbu sandbox ship split${folder}`,
    `tongbu sandbox fault add rate-limit --every 3${folder}`,
    `tongbu sandbox reset${folder}`,
  ].map(typed);
  return [
    `${title(started)}\n${who(started)}`,
    table(
      headings.map((heading) => ({ heading })),
      accounts,
    ),
    manage.map((cells) => line(cells, [{}, {}], [widthOf(management), 0])).join('\n'),
    `${invite}\n${commands.map((command, i) => `  # ${notes[i]}\n  ${command}`).join('\n')}`,
    stop,
  ].join('\n\n');
}
