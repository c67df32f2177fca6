/** What the doctor says, in English and in Chinese. `{…}` is filled in. */
const words = {
  title: ['Tongbu doctor: {folder}, {moment}', 'Tongbu 检查：{folder}，{moment}'],
  sum: ['{ok} ok, {warning} to look at, {wrong} wrong', '正常 {ok} 项，留意 {warning} 项，错误 {wrong} 项'],
  ok: ['ok', '正常'],
  warning: ['warning', '留意'],
  wrong: ['wrong', '错误'],
  and: [', ', '、'],
  more: ['… and {n} more', '……另有 {n} 项'],
  failed: ['this check itself failed: {reason}', '检查本身未能完成：{reason}'],

  server: ['server', '服务'],
  listeners: ['listeners', '监听'],
  versions: ['versions', '版本'],
  folder: ['folder', '数据目录'],
  keyFile: ['key file', '密钥文件'],
  database: ['database', '数据库'],
  contents: ['contents', '内容核对'],
  probe: ['probe', '环路探测'],
  disk: ['disk', '磁盘'],
  sync: ['sync', '落盘'],
  backups: ['backups', '备份'],
  clock: ['clock', '时钟'],
  clients: ['clients', '客户端'],
  openFiles: ['open files', '文件句柄'],
  keys: ['keys', '接口账号'],
  tokens: ['tokens', '令牌'],
  pending: ['pending', '等待同步'],
  fanOuts: ['fan-outs', '批量变更'],

  seconds: ['{n} s', '{n} 秒'],
  milliseconds: ['{n} ms', '{n} 毫秒'],
  minutes: ['{n} min', '{n} 分钟'],
  hours: ['{n} h', '{n} 小时'],
  days: ['{n} days', '{n} 天'],

  runs: ['runs on this folder', '正在此目录上运行'],
  runsAs: ['process {pid} on this folder, for {span}', '进程 {pid} 在此目录上运行，已 {span}'],
  runsNot: ['none runs on this folder', '没有服务在此目录上运行'],
  startServer: ['start it: tongbu serve --data {data}', '启动：tongbu serve --data {data}'],
  leftSocket: ['its socket file was left by one that was killed (harmless)', '留有被强行结束的服务的套接字文件（无害）'],
  silent: ['has the folder, but does not answer commands within {span}', '占用着此目录，但 {span} 内不应答命令'],
  restart: ['look into its log, then stop it and start it again', '先查看其日志，再停止并重新启动'],
  heldByOther: [
    'another Tongbu command is working on the folder, or a server is starting',
    '另一个 Tongbu 命令正在使用此目录，或有服务正在启动',
  ],
  forbidden: ['its socket may not be opened: {reason}', '其套接字无法打开：{reason}'],
  asOwner: ['run the doctor as the user who runs the server', '请用运行服务的用户执行检查'],

  api: ['API', '接口'],
  manage: ['management', '管理'],
  answersAt: ['{what} {at} answers ({reach})', '{what} {at} 有应答（{reach}）'],
  readyAt: ['{what} {at} is ready ({reach})', '{what} {at} 已就绪（{reach}）'],
  loopback: ['this machine only', '仅限本机'],
  proxied: ['open, behind {proxies}', '对外开放，代理为 {proxies}'],
  open: ['open to other machines', '对其他机器开放'],
  silentAt: ['{what} {at} does not answer ({reason})', '{what} {at} 无应答（{reason}）'],
  notReady: ['{what} {at} is not ready: {reason}', '{what} {at} 未就绪：{reason}'],
  guessed: [
    '(where the server listens cannot be asked; these are the settings of this command)',
    '（无法询问服务的监听地址，此处为本命令的设置）',
  ],
  nameListeners: [
    'if the server was started with other addresses, name them: --api and --manage',
    '如果服务启动时用的是其他地址，请用 --api 和 --manage 指明',
  ],
  closeApi: ['put a proxy with TLS in front of it and name it: serve --proxy', '在前面放置带 TLS 的代理，并用 serve --proxy 指明'],
  closeManage: ['serve --manage 127.0.0.1:{port}', 'serve --manage 127.0.0.1:{port}'],
  logOfServer: ["the server's log says more", '详情见服务的日志'],
  free: ['{what} {at} is free', '{what} {at} 可用'],
  taken: ['{what} {at} cannot be used ({reason})', '{what} {at} 不可用（{reason}）'],
  chooseOther: ['choose another address: serve {flag} {at}', '换一个地址：serve {flag} {at}'],

  versionsAre: ['Tongbu {tongbu}, Node {node}, SQLite {sqlite}', 'Tongbu {tongbu}，Node {node}，SQLite {sqlite}'],
  schemaIs: [', schema {schema}', '，表结构 {schema}'],
  serverDiffers: ['the server runs Tongbu {tongbu}, Node {node}', '服务运行的是 Tongbu {tongbu}，Node {node}'],
  serverUnknown: ['the server that runs does not know this question: another version', '正在运行的服务不认识此询问：版本不同'],
  restartServer: ['stop the server and start it again with this version', '停止服务，用当前版本重新启动'],
  needNode: ['run Node {needed} or later', '请使用 Node {needed} 或更高版本'],
  needSqlite: [
    'SQLite before {needed} can lose a commit: run Node 22.23 or later',
    '{needed} 之前的 SQLite 可能丢失提交：请使用 Node 22.23 或更高版本',
  ],
  schemaNewer: ['the database is at schema {schema}, this version knows {known}', '数据库的表结构为 {schema}，当前版本只认识到 {known}'],
  startNewer: ['run the newer version of Tongbu', '请运行较新版本的 Tongbu'],
  schemaOlder: ['schema {schema}; the next start brings it to {known}', '表结构为 {schema}，下次启动会升到 {known}'],
  backupFirst: ['back the folder up before the newer version starts', '启动新版本之前先备份数据目录'],

  folderMissing: ['{data} does not exist', '{data} 不存在'],
  folderNamed: [
    'name another with --data, or begin with: tongbu seller add <name> --data {data}',
    '用 --data 指明其他目录，或从这里开始：tongbu seller add <卖家> --data {data}',
  ],
  folderOther: ['name a folder with --data', '用 --data 指明一个目录'],
  filePlace: ['{data} is a file', '{data} 是文件'],
  belowPlace: ['a part of {data} is a file', '{data} 的路径中有一段是文件'],
  danglingPlace: ['{data} is a link to nothing', '{data} 是指向不存在位置的链接'],
  forbiddenPlace: ['{data} is where this user may not go', '当前用户无权进入 {data}'],
  impossiblePlace: ['{data} cannot be the name of a folder', '{data} 不能作为目录名'],
  folderClosed: ['mode {mode}, for its owner alone', '权限 {mode}，仅属主可用'],
  folderOpen: ['mode {mode}: other users of this machine may look into it', '权限 {mode}：本机其他用户可以查看'],
  chmodFolder: ['chmod 700 {data}', 'chmod 700 {data}'],
  folderNoModes: ['this system has no modes to look at', '此系统没有可检查的权限位'],
  filesOfOthers: ['{files}: owned by another user than the folder', '{files}：属主与目录不同'],
  chownFiles: ['chown them to user {uid}, who owns the folder', '把属主改为目录的属主（用户 {uid}）'],
  notWritable: ['may not be written by this user', '当前用户无写权限'],

  keyFits: ['mode {mode}, fits; keep a copy of it apart from the backups', '权限 {mode}，与数据库匹配；请另存一份，不要与备份放在一起'],
  keyUnused: ['mode {mode}, has sealed nothing yet', '权限 {mode}，尚未加密任何内容'],
  keyUnproved: [
    'mode {mode}; whether it fits cannot be seen while the database cannot be read',
    '权限 {mode}；数据库无法读取，不能判断是否匹配',
  ],
  keyNone: ['none yet; it is made with the database', '尚无；随数据库一起生成'],
  keyMissing: ['{file} is missing, and the database holds secrets sealed with it', '{file} 不存在，而数据库中有用它加密的密钥'],
  keyPutBack: ['put back the key file that belongs to this database', '放回属于此数据库的密钥文件'],
  keyMalformed: ['does not hold 64 hexadecimal digits', '内容不是 64 位十六进制数字'],
  keyStranger: ['belongs to another database', '属于另一个数据库'],
  keyUnreadable: ['may not be read by this user', '当前用户无法读取'],
  keyOpen: ['mode {mode}: other users may read it', '权限 {mode}：其他用户可以读取'],
  chmodKey: ['chmod 600 {file}', 'chmod 600 {file}'],

  databaseNone: ['none yet', '尚无'],
  begin: ['begin with: tongbu seller add <name> --data {data}', '从这里开始：tongbu seller add <卖家> --data {data}'],
  databaseIs: ['{mode}, {sync}; {size}, log {log}', '{mode}，{sync}；{size}，日志 {log}'],
  syncAtStart: ['FULL is set at every start', '每次启动时设为 FULL'],
  spare: [', {percent} % spare', '，空闲 {percent} %'],
  notDatabase: ['{file} is no SQLite database', '{file} 不是 SQLite 数据库'],
  unreadable: ['damaged, or may not be read: {reason}', '已损坏或无法读取：{reason}'],
  restoreNewest: [
    'stop what works on it, and go back to the newest backup: tongbu restore {file} --data {data}',
    '停止使用它的程序，恢复最新的备份：tongbu restore {file} --data {data}',
  ],
  noBackup: ['there is no backup in {folder}; keep the file as it is and report it', '{folder} 中没有备份；请保留该文件原样并反馈'],
  notWal: ['journal mode {mode}, wanted is wal', '日志模式为 {mode}，应为 wal'],
  notFull: [
    'synchronous is {sync}, wanted is FULL: a power cut could lose what was answered',
    'synchronous 为 {sync}，应为 FULL：断电可能丢失已应答的内容',
  ],
  report: ['stop the server at once and report it', '立即停止服务并反馈此问题'],
  startOnce: ['a start of the server sets it; did another program change the file?', '服务启动时会设好；是否有其他程序改过此文件？'],
  largeLog: ['the log is {log}: something keeps it from being written back', '日志达 {log}：有读取者使其无法写回'],
  closeReaders: ['close programs that read the database, or restart the server', '关闭正在读取数据库的程序，或重启服务'],

  agree: [
    'journal, state and quantities agree: listings {listings}, shipments {shipments}, rows {rows}',
    '流水、状态与数量一致：货品 {listings}、包裹 {shipments}、流水 {rows}',
  ],
  balanced: [
    'shipments: created {created} = pending {pending} + done {done} + failed {failed} + cancelled {cancelled} + replaced {replaced}{shops}',
    '物流记录：创建 {created} = 等待 {pending} + 完成 {done} + 失败 {failed} + 取消 {cancelled} + 替换 {replaced}{shops}',
  ],
  balancedShops: [', in each of {n} shops', '，{n} 家店铺逐家相符'],
  probeRound: [
    'a change went round the signed API in {span}: made, offered, told, acknowledged, gone',
    '一次变化已走完签名接口全程（{span}）：产生、下发、给出数量、回写、清除',
  ],
  probeNone: ['nothing to try: no server answers', '没有可探测的服务'],
  probeFailed: ['a change did not go round: {step}: {found}', '变化未能走完全程：{step}：{found}'],
  probe_change: ['making it', '产生变化'],
  probe_offer: ['offering it', '下发'],
  probe_tell: ['telling its quantity', '给出数量'],
  probe_acknowledge: ['acknowledging it', '回写'],
  probe_clear: ['clearing it', '清除'],
  probe_journal: ['its row in the journal', '流水记录'],
  probeMend: [
    "no shop can be kept in step like this: see the server's log; report it",
    '此状态下任何店铺都无法保持同步：请查看服务日志并反馈',
  ],
  differ: ['{n} do not agree with the journal, or with levels and rule', '{n} 处与流水、库存或策略不一致'],
  showThem: ['tongbu verify --data {data} shows them; report it', 'tongbu verify --data {data} 列出详情；请反馈此问题'],

  diskFree: ['{free} free of {total} ({percent} %)', '可用 {free}，共 {total}（{percent} %）'],
  diskOn: [', {type}', '，{type}'],
  diskLow: ['make room: where it is full, every write is refused', '请腾出空间：写满后所有写入都会被拒绝'],
  diskNetwork: ['the folder lies on a network file system ({type})', '数据目录位于网络文件系统（{type}）'],
  diskMove: ['move it to a disk of this machine: SQLite cannot lock it there', '移到本机磁盘：SQLite 在网络文件系统上无法可靠加锁'],
  diskMemory: ['the folder lies in memory ({type})', '数据目录位于内存（{type}）'],
  diskMemoryMove: ['move it to a disk: it is gone when the machine stops', '移到磁盘：机器停止后内容即丢失'],
  diskLayer: ["the folder lies in a container's own layer ({type})", '数据目录位于容器自身的层（{type}）'],
  diskVolume: ['put it on a volume: it is gone with the container', '放到卷上：容器删除后内容即丢失'],

  syncCosts: ['a sync takes {median} (median), {p99} (p99 of {n})', '一次落盘 {median}（中位数），{p99}（{n} 次的 p99）'],
  syncSlow: [
    'every answer waits for one: use a faster disk, or one with a protected write cache',
    '每次应答都要等待落盘：请换更快的磁盘，或带断电保护写缓存的磁盘',
  ],
  syncFailed: ['nothing can be written to the folder: {reason}', '数据目录无法写入：{reason}'],
  syncMend: ['make it writable for the user who runs the server', '让运行服务的用户可以写入'],

  backupNone: ['none in {folder}', '{folder} 中没有备份'],
  backupNewest: ['{name}, {age} old', '{name}，距今 {age}'],
  backupNotYet: ['nothing to back up yet', '尚无需要备份的内容'],
  backupNow: ['make one: tongbu backup --data {data}', '现在备份：tongbu backup --data {data}'],
  backupOld: ['older than a day; let a timer run: tongbu backup --data {data}', '已超过一天；请定时执行：tongbu backup --data {data}'],

  clockFile: ["within {span} of the file system's", '与文件系统相差不到 {span}'],
  clockNewest: ['newest journal row {age} ago', '最新流水在 {age}前'],
  clockAgainst: ["{span} from {host}'s", '与 {host} 相差 {span}'],
  clockFileOff: ["{span} from the file system's", '与文件系统相差 {span}'],
  clockFileMend: ['set both machines by the same time server', '让两台机器用同一个时间服务器对时'],
  clockFuture: ['the newest journal row is {span} in the future', '最新流水的时间在 {span} 之后'],
  clockSteppedBack: ['it went back by {span} within the newest rows', '在最新的流水中曾回拨 {span}'],
  clockMend: ['let a time service keep the clock (timedatectl set-ntp true)', '用时间同步服务校准时钟（timedatectl set-ntp true）'],
  clockUnreached: ['{host} cannot be asked: {reason}', '无法询问 {host}：{reason}'],
  clockNoDate: ['it answers without a Date header', '应答中没有 Date 头'],
  clockOtherAddress: ['name another address with --against', '用 --against 换一个地址'],

  clientsNone: ['nobody has signed a row yet', '尚无签名请求产生的流水'],
  clientSkew: ['{key} {skew}', '{key} {skew}'],
  clientsOf: [' (newest {n} rows)', '（最新 {n} 条流水）'],
  clientMend: [
    "set the clock of {key}'s machine; requests more than {window} off are refused",
    '请校准 {key} 所在机器的时钟；相差超过 {window} 的请求会被拒绝',
  ],

  filesLimit: ['{n} at once', '上限 {n}'],
  filesOfServer: ["{n} at once, the server's own limit", '服务的上限为 {n}'],
  filesFew: [
    'raise it to 4,096 or more (ulimit -n, LimitNOFILE): every connection takes one',
    '请调到 4,096 以上（ulimit -n、LimitNOFILE）：每个连接占用一个',
  ],
  filesUnknown: ['this system does not tell', '此系统不提供'],

  sellersNone: ['no seller yet', '尚无卖家'],
  keysWork: ['working {n}', '可用 {n}'],
  keysDisabled: ['disabled {n}', '已停用 {n}'],
  keysUnseen: ['no acknowledgement ever from {keys}', '{keys} 从未回写'],
  keysQuiet: ['none of the newest {rows} journal rows from {keys}', '最新 {rows} 条流水中没有 {keys}'],
  keysNone: ['seller {seller} has no key that works', '卖家 {seller} 没有可用的接口账号'],
  keysAdd: [
    'tongbu key add --seller {seller} --edition flagship --key my-shop --data {data}',
    'tongbu key add --seller {seller} --edition flagship --key my-shop --data {data}',
  ],

  tokensNone: ['none: nobody may use the management API', '尚无令牌：管理接口无人可用'],
  tokensWork: ['working {n} ({roles})', '可用 {n}（{roles}）'],
  tokensEnded: ['expired or revoked {n}', '已过期或吊销 {n}'],
  viewer: ['viewer {n}', '查看 {n}'],
  operator: ['operator {n}', '操作 {n}'],
  admin: ['admin {n}', '管理 {n}'],
  tokensUnused: ['never used: {tokens}', '从未使用：{tokens}'],
  tokenUnused: ['{name} ({age} old)', '{name}（创建于 {age}前）'],
  tokensOpen: [
    'the management listener {at} is open to other machines: without TLS, tokens can be read on the way',
    '管理端口 {at} 对其他机器开放：没有 TLS，令牌可能在途中被截获',
  ],
  closeTokens: [
    'serve --manage 127.0.0.1:{port}, and a proxy with TLS in front of it for other machines',
    'serve --manage 127.0.0.1:{port}；需要从其他机器访问时，在前面放置带 TLS 的代理',
  ],

  pendingNone: ['nothing waits (shops: {n})', '没有等待同步的内容（店铺 {n} 家）'],
  pendingNoShop: ['no shop yet', '尚无店铺'],
  pendingShop: ['{shop}: {amounts}', '{shop}：{amounts}'],
  pendingListings: ['listings {n}', '货品 {n}'],
  pendingShipments: ['parcels {n}', '包裹 {n}'],
  pendingDelayed: ['delayed {n}', '推迟 {n}'],
  pendingHeld: ['held {n}', '搁置 {n}'],
  pendingFailed: ['given up {n}', '已放弃 {n}'],
  pendingDiffers: ['differs {n}', '数量不符 {n}'],
  pendingOldest: ['oldest {age}', '最久 {age}'],
  shopStalled: ['{shop}: offered for {age}, {last}', '{shop}：已等待拉取 {age}，{last}'],
  lastNever: ['no acknowledgement yet', '从未回写'],
  lastNotRecent: ['none among the newest {rows} journal rows', '最新 {rows} 条流水中没有回写'],
  lastAgo: ['last acknowledgement {age} ago', '最近一次回写在 {age}前'],
  shopMend: [
    "see whether its connector runs and what it is answered: the server's log, tongbu journal",
    '检查其对接程序是否在运行、得到什么应答：服务日志、tongbu journal',
  ],
  fanOutsNone: ['no change is under way', '没有进行中的批量变更'],
  fanOutsLeft: ['under way {n}, oldest {age}', '进行中 {n}，最久 {age}'],
  fanOutsHang: [
    'one has not ended for {age}: its listings still show what was before',
    '有一项已 {age} 未完成：相关货品仍显示变更前的数量',
  ],
  fanOutsWait: ['they go on when a server runs', '服务启动后继续'],
  fanOutsMend: [
    "see why in the server's log ('a fan-out stopped'); restart the server if it says nothing",
    '原因见服务的日志（a fan-out stopped）；日志没有记录时请重启服务',
  ],
  pendingMore: ['tongbu pending --data {data} shows every shop', 'tongbu pending --data {data} 列出所有店铺'],
} as const satisfies Record<string, readonly [en: string, zh: string]>;

/** The languages the doctor speaks. */
export type Language = 'en' | 'zh-CN';

/** Something the doctor can say. */
export type Word = keyof typeof words;

/** Says something in the chosen language. */
export type Say = (word: Word, values?: Record<string, string | number>) => string;

/**
 * The voice of a language.
 *
 * @param data the folder that is spoken of, as it is typed: commands in the advice name it
 */
export function speak(language: Language, data: string): Say {
  const column = language === 'zh-CN' ? 1 : 0;
  return (word, values) => {
    const filled: Record<string, string | number> = { data, ...values };
    return words[word][column].replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name] ?? ''));
  };
}
