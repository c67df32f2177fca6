export type Language = 'en' | 'zh';

/** What the page says between its entries. */
export const PAGE = {
  generated: 'Written by `npm run docs` from scripts/troubleshooting and the sources; edit those instead.',
  en: {
    title: '# Troubleshooting, by message\n\n**English** · [简体中文](troubleshooting.zh-CN.md)',
    intro: [
      'Look for the words that you were answered, or the code. `…` stands for what differs. Who wants to know why a listing or a parcel is not in the shop begins with `tongbu pending` and `tongbu explain`, or the console, instead.',
      'A refused **signature** has a tool of its own: `npx tongbu sign --explain --last` names the mistake ([refused signatures](refused-signatures.md)). An **installation** has one: `npx tongbu doctor` ([the doctor](doctor.md)).',
    ],
    flagshipName: 'flagship',
    enterpriseName: 'enterprise',
    reason: 'The reason of a refused order',
    cure: 'Do:',
    exit: 'Exit code',
    sections: {
      refused:
        '## Calls that are refused\n\nHTTP 200 with `status` or `code`: nothing was done. What is retryable is 99, 1064 (flagship), 1020 (enterprise) and the limits; everything else needs somebody to change something.',
      records:
        '## Single records\n\nThe call succeeded; these texts name one record of it that did not: in `data` or `error_list` (flagship), `errors` (enterprise). The others of the call were carried out.',
      http: '## HTTP statuses of the signed API\n\nBefore a request is one of the interfaces’.',
      problems:
        '## The management API and the console\n\nProblem details (RFC 9457); `code` is stable. The answer’s `detail` names subject and value.',
      commands: '## Commands\n\nA message on standard error names what is wrong. Scripts go by the exit code.',
      engine: '## Codes of the engine\n\nIn the log, and behind the messages of commands.',
      client: '## The client\n\n`error.code`; the raw answer is `error.cause`.',
      bridge: '## The bridge\n\nIn its log and at `/status`, behind the shop’s name.',
    },
    end: ['More of the bridge: [its page](bridge.md). The lines of the server’s log: [operating](operating.md#logs).'],
  },
  zh: {
    title: '# 故障排查：按报错查找\n\n[English](troubleshooting.md) · **简体中文**',
    intro: [
      '按收到的文字或错误码在本页查找，`…` 表示其中变化的部分。如果想知道的是某个货品、某个包裹为什么没有同步到商城，请先用 `tongbu pending`、`tongbu explain` 或控制台。',
      '**签名**被拒有专门的工具：`npx tongbu sign --explain --last --lang zh-CN` 会指出错在哪里（见[签名被拒](refused-signatures.zh-CN.md)）。检查**安装**用 `npx tongbu doctor --lang zh-CN`（见[安装检查](doctor.zh-CN.md)）。',
    ],
    flagshipName: '旗舰版',
    enterpriseName: '企业版',
    reason: '订单被拒的原因',
    cure: '处理：',
    exit: '退出码',
    sections: {
      refused:
        '## 被拒绝的请求\n\nHTTP 200，`status` 或 `code` 不为 0：什么都没有执行。可以原样重试的是 99、1064（旗舰版）、1020（企业版）和限流；其余都需要有人改动些什么。',
      records:
        '## 单条记录\n\n请求本身成功，这些文字指出其中没有成功的某一条：旗舰版在 `data` 或 `error_list` 里，企业版在 `errors` 里。其他记录已执行。',
      http: '## 签名接口的 HTTP 状态\n\n请求尚未进入具体接口时返回。',
      problems: '## 管理接口与控制台\n\n问题详情（RFC 9457），`code` 固定不变；应答中的 `detail` 写明对象和取值。',
      commands: '## 命令\n\n标准错误中的文字说明原因，脚本请以退出码为准。',
      engine: '## 引擎错误码\n\n出现在日志里，也是各命令报错的来源。',
      client: '## 客户端\n\n`error.code`；原始应答在 `error.cause`。',
      bridge: '## 桥接\n\n出现在它的日志和 `/status` 里，前面带商城名。',
    },
    end: ['桥接的其他内容见[桥接](bridge.zh-CN.md)；服务日志的含义见[运维](operating.zh-CN.md#日志)。'],
  },
} as const;
