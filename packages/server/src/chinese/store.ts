import type { Sentences } from './sentence.ts';

/** Of the store, its backups, its lock and its key file: what an operator reads when the server cannot go on. */
export const store: Sentences = {
  'the store is gone: {}': '存储已不可用：{1}',
  'the disk failed to sync ({}); a new start recovers what is on it': '磁盘同步失败（{1}）；重新启动后会恢复磁盘上已有的内容',
  '{} is damaged ({}); {said}': '{1} 已损坏（{2}）；{3}',
  '{} is damaged ({}); nothing more is read from it or written to it': '{1} 已损坏（{2}）；不再对其读写',
  'the newest whole backup is {}; restore it with: tongbu restore {} --data {}':
    '最近一份完好的备份是 {1}；恢复请执行：tongbu restore {2} --data {3}',
  'there is no whole backup in {}; restore one from elsewhere with: tongbu restore <file> --data {}':
    '{1} 中没有完好的备份；请用别处的备份恢复：tongbu restore <file> --data {2}',
  '{} cannot be checked: {}': '{1} 无法检查：{2}',
  '{} cannot be opened: {}': '{1} 无法打开：{2}',
  '{} cannot be read: {}': '{1} 无法读取：{2}',
  '{} is open to be read only': '{1} 以只读方式打开',
  '{} cannot be made: {}': '{1} 无法创建：{2}',
  '{}: there is no such file': '{1}：没有该文件',
  'the data folder {} cannot be made: {}': '数据目录 {1} 无法创建：{2}',
  'the data folder {} cannot be synced: {}': '数据目录 {1} 无法同步到磁盘：{2}',
  'another Tongbu server owns {}; stop it, or use another --data folder':
    '{1} 正由另一个 Tongbu 服务使用；请先停止它，或用 --data 指定其他目录',
  'the path {} is too long for a socket; use a --data folder with a shorter path':
    '路径 {1} 过长，无法用作套接字；请用 --data 指定更短的目录',
  'the database is at schema step {}, this version of Tongbu knows {}; start the newer version':
    '数据库结构为第 {1} 步，本版本 Tongbu 仅支持到第 {2} 步；请启动更新的版本',
  'SQLite {} can lose a commit in WAL mode; run Node 22.23 or later (SQLite {})':
    'SQLite {1} 在 WAL 模式下可能丢失提交；请使用 Node 22.23 或更高版本（SQLite {2}）',
  '{}: wants journal_mode=wal and synchronous=2 (FULL), has {} and {}':
    '{1}：须为 journal_mode=wal 与 synchronous=2（FULL），实际为 {2} 与 {3}',
  'SQLite: {}': 'SQLite：{1}',
  'PostgreSQL: {}': 'PostgreSQL：{1}',
  'PostgreSQL is backed up with its own tools: pg_dump, or a base backup with its WAL':
    'PostgreSQL 请用其自带工具备份：pg_dump，或基础备份加 WAL',

  'the key file does not fit this database, so no secret can be opened': '密钥文件与该数据库不符，无法解开任何密钥',
  'the key file {} is missing, but the database holds secrets sealed with it; put it back':
    '缺少密钥文件 {1}，而数据库中有用它加密的密钥；请放回该文件',
  'the key file {} does not hold 64 hexadecimal digits; put the right file back': '密钥文件 {1} 不是 64 位十六进制数字；请放回正确的文件',
  'the key file {} cannot be read: {}': '密钥文件 {1} 无法读取：{2}',
  '{} (fingerprint {}) does not fit this database; put the key file back that belongs to it':
    '{1}（指纹 {2}）与该数据库不符；请放回与其对应的密钥文件',
  'put the key file that belongs to the backup at {} first; a backup does not hold it':
    '请先将备份对应的密钥文件放到 {1}；备份中不含该文件',

  '{} is damaged ({}): what was copied of it is no backup': '{1} 已损坏（{2}）：复制出的内容不能用作备份',
  '{} is damaged ({}): there is no backup of it': '{1} 已损坏（{2}）：没有生成备份',
  '{} is damaged ({}); choose another backup': '{1} 已损坏（{2}）；请选择其他备份',
  '{} is there already and is not written over; choose another name': '{1} 已存在，不会覆盖；请换一个名称',
  '{} is there: another backup is writing it, or one was killed; remove it then':
    '{1} 已存在：另一个备份正在写入，或上次备份被中断；若是后者请将其删除',
  '{} cannot be copied to {}: {}': '{1} 无法复制到 {2}：{3}',
  '{} is no backup of Tongbu: {}': '{1} 不是 Tongbu 的备份：{2}',
  "{} is no database of Tongbu's: {}": '{1} 不是 Tongbu 的数据库：{2}',
  '{} must hold by how much earlier restores raised ids; remove it, and raise by more than they did':
    '{1} 应记录此前恢复时编号的增量；请删除该文件，并使用比此前更大的增量',
  'numbers cannot be raised by {}: a whole number from 1 to {} keeps them below 2³¹':
    '编号不能增加 {1}：须为 1 到 {2} 的整数，以保证小于 2³¹',
  'a process for {} cannot be started: {}': '无法启动 {1} 进程：{2}',
  'the process for {} ended with {}': '{1} 进程已结束：{2}',

  'this cannot be done within a transaction': '该操作不能在事务中执行',
  '"{}" is no verb of the engine': '「{1}」不是引擎的操作',
};
