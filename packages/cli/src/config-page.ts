import { aboutSetting, settings } from './config.ts';
import { chinese } from './config-chinese.ts';

type Language = 'en' | 'zh';

const HEAD = {
  en: `# Configuration

<!-- Written by \`npm run docs\` from packages/cli/src/config.ts; do not edit. -->

**English** · [简体中文](configuration.zh-CN.md)

A flag comes before its variable, a variable before the default. A variable that is set to nothing counts as not set.

| flag | variable | default | what it is | allowed | commands |
| --- | --- | --- | --- | --- | --- |
`,
  zh: `# 配置项

<!-- 由 \`npm run docs\` 根据 packages/cli/src/config.ts 和 config-chinese.ts 生成，请勿手工修改。 -->

[English](configuration.md) · **简体中文**

参数优先于环境变量，环境变量优先于默认值。值为空的变量等于没有设置。

| 参数 | 环境变量 | 默认值 | 说明 | 取值 | 用于哪些命令 |
| --- | --- | --- | --- | --- | --- |
`,
};

const FOOT = {
  en: `
A variable that is marked ＊ holds a secret. The same name with \`_FILE\` at the end names a file to read it from, such as
\`TONGBU_SECRET_FILE=/run/secrets/appsecret\`; one line's end at the end of the file is left out.

Exit codes of every command: 0 done; 1 refused or failed; 2 wrong usage or bad input; 3 the data folder is locked, or the
server cannot be reached.
`,
  zh: `
标有 ＊ 的变量是密钥。在变量名后加 \`_FILE\` 可改为从文件读取，如 \`TONGBU_SECRET_FILE=/run/secrets/appsecret\`；文件末尾的一个换行会去掉。

所有命令的退出码：0 完成；1 被拒绝或失败；2 用法或输入有误；3 数据目录被占用，或连不上服务。
`,
};

/** The page docs/configuration.md, or its Chinese twin, from the schema. */
export function renderConfiguration(language: Language): string {
  const rows = settings.map((name) => {
    const about = aboutSetting(name);
    const { flag, variable, fallback, secret } = about;
    const { note, allowed, commands } = language === 'zh' ? { ...about, ...chinese[name] } : about;
    const cells = [
      flag ? code(flag) : '',
      `${code(variable)}${secret ? '＊' : ''}`,
      fallback ? code(fallback) : '',
      note,
      allowed,
      language === 'zh' ? commands.replaceAll(', ', '、') : commands,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  });
  return `${HEAD[language]}${rows.join('')}${FOOT[language]}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
