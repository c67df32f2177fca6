/** What docs/compatibility.md says between its tables. */
export const COMPATIBILITY = {
  generated: 'Written by `npm run docs` from packages/protocol and its facts; edit the definition instead.',
  en: {
    title: '# Wire compatibility, and its evidence\n\n**English** · [简体中文](compatibility.zh-CN.md)',
    intro: [
      'What Tongbu answers is meant to be what a client of the Wangdian (旺店通) open API expects, byte for byte where a client looks at bytes. Tongbu is an independent project, not affiliated with the vendor, and was never run against the vendor’s own service: this page says, interface by interface, on what its behaviour rests, so that you can judge it.',
      'Three kinds of evidence: the **vendor’s pages** (their fields and printed examples, kept as data and compared with our definitions by `packages/protocol/test/documented-fields.test.ts` and `examples.test.ts`); **requests recorded from public clients** that were run against a recorder, sent again byte for byte by `packages/server/test/captures.test.ts`; and **tests of ours** that name the interface. Where all three are silent we chose, and wrote down what.',
    ],
    wire: `## What holds for a whole edition

| | flagship edition | enterprise edition |
| --- | --- | --- |
| signature | 21 vectors, each computed by several public clients in PHP, Go, TypeScript: \`flagship-signature.test.ts\` | 21 vectors, likewise: \`enterprise-signature.test.ts\` |
| one reading of every request | \`flagship-one-reading.test.ts\` | \`enterprise-form.test.ts\` |
| codes and texts | the vendor's error table and pages; all in [docs/api](api/README.md) | known ones are the vendor's; those for identity, clock, signature, rights and rate are ours, for none was published ([decision 0004](decisions/0004-enterprise-codes.md)) |
| order of checks | \`order-of-checks.test.ts\` | the same |
| numbers | exact to the digit: \`numbers-exact.test.ts\`, \`exact.test.ts\` | the same |
| what is read more leniently | [leniency](leniency.md), each line with its test | the same |`,
    editions: { flagship: '## Flagship edition 旗舰版', enterprise: '## Enterprise edition 企业版' },
    heads: [
      '| interface | what a caller gets | documented fields | printed examples | recorded requests (clients) | tests |',
      '| --- | --- | --- | --- | --- | --- |',
    ],
    detail: '### In detail',
    list: ', ',
    page: {
      flagship: (name: string) => `Vendor’s page: the flagship open platform’s (旗舰版) page of \`${name}\``,
      enterprise: (name: string) => `Vendor’s page: the enterprise edition’s (企业版) page of \`${name}.php\``,
    },
    said: {
      fields: (n: number) => `${n} documented fields, each compared with the definition`,
      printed: (doc: number, sdk: number) =>
        `examples: ${doc} printed on the page, ${sdk} from a published client, sent through both sides`,
      own: (n: number) => `${n} examples in the definition, sent to a real server`,
      clients: (names: string) => `recorded from: ${names}`,
      noClients: 'no recorded request: no public client that could be run calls it',
      tests: (paths: string) => `tests: ${paths}`,
    },
    end: [
      `## What nobody could tell us

The vendor's live service may differ here; each is one place in the code, should it become known.

- What a failure (\`syncFail\`) does to the waiting state, and whether repeated failures disable a listing. Ours: it is offered again after growing pauses ([decision 0006](decisions/0006-failures.md)).
- Whether a success that names an older version is answered with 0 or an error. Ours: 0, and the newer change stays waiting.
- How \`position\` compares. Ours works for clients of either reading: it is the last listing's own number.
- The real rate limits beyond 60 calls a minute, and the largest batches. Ours are on each interface's page, and limits can be set for each key.
- The enterprise edition's codes for refused identity, clock, signature and rate ([decision 0004](decisions/0004-enterprise-codes.md)).
- What a push answers in the cases where the pages say nothing ([decision 0016](decisions/0016-pushes.md)).`,
      `## Try your own

A connector that works against the vendor and not against Tongbu has found a mistake of ours. \`npx tongbu sign --explain --last\` shows what was received; [the sandbox](sandbox.md) answers as slowly and as wrongly as a real service. Please report it with the request, secrets taken out.`,
    ],
  },
  zh: {
    title: '# 接口兼容性及其依据\n\n[English](compatibility.md) · **简体中文**',
    intro: [
      'Tongbu 的应答力求与旺店通开放接口的客户端所期望的一致；客户端会看字节的地方，逐字节一致。本项目独立开发，与厂商没有任何关系，也从未与厂商的线上服务对接过。本页逐个接口说明其行为有什么依据，由您判断。',
      '依据有三种：**厂商文档**（字段表和印出的示例，作为数据保存，由 `packages/protocol/test/documented-fields.test.ts` 和 `examples.test.ts` 与定义比对）；**从公开客户端录得的请求**（实际运行这些客户端录下来，由 `packages/server/test/captures.test.ts` 逐字节重放）；以及**本项目的测试**。三者都没有说法的地方，由我们选择并写明。',
    ],
    wire: `## 各版本通用部分

| | 旗舰版 | 企业版 |
| --- | --- | --- |
| 签名 | 21 组向量，每组由多个公开客户端（PHP、Go、TypeScript）算出：\`flagship-signature.test.ts\` | 同样 21 组：\`enterprise-signature.test.ts\` |
| 每个请求只有一种读法 | \`flagship-one-reading.test.ts\` | \`enterprise-form.test.ts\` |
| 错误码与文字 | 厂商的错误码表和文档，全部列在 [docs/api](api/README.md) | 已知的采用厂商的；身份、时钟、签名、权限、限流没有公开资料，由我们编号（[决策 0004](decisions/0004-enterprise-codes.md)） |
| 检查顺序 | \`order-of-checks.test.ts\` | 相同 |
| 数值 | 逐位精确：\`numbers-exact.test.ts\`、\`exact.test.ts\` | 相同 |
| 宽松读取 | [宽松读取一览](leniency.zh-CN.md)，每条都有测试 | 相同 |`,
    editions: { flagship: '## 旗舰版', enterprise: '## 企业版' },
    heads: ['| 接口 | 说明 | 文档字段数 | 文档示例 | 录得的请求（客户端数） | 测试 |', '| --- | --- | --- | --- | --- | --- |'],
    detail: '### 明细',
    list: '、',
    page: {
      flagship: (name: string) => `厂商文档：旗舰版开放平台 \`${name}\``,
      enterprise: (name: string) => `厂商文档：企业版 \`${name}.php\``,
    },
    said: {
      fields: (n: number) => `文档列出 ${n} 个字段，逐个与定义比对`,
      printed: (doc: number, sdk: number) => `示例：文档印出 ${doc} 个、公开客户端 ${sdk} 个，收发两侧都走一遍`,
      own: (n: number) => `定义中的 ${n} 个示例，发给真实服务`,
      clients: (names: string) => `录自：${names}`,
      noClients: '没有录得请求：能运行的公开客户端都不调用它',
      tests: (paths: string) => `测试：${paths}`,
    },
    end: [
      `## 无从得知之处

厂商的线上服务在这些地方可能不同；一旦得知，各自只需改一处代码。

- 失败（\`syncFail\`）对待同步状态的影响，以及反复失败是否会停用货品。本项目：间隔逐渐加长地再次提供（[决策 0006](decisions/0006-failures.md)）。
- 以旧版本号回写成功时返回 0 还是报错。本项目：返回 0，新的变化仍在待同步。
- \`position\` 如何比较。本项目取最后一个货品自身的编号，两种理解的客户端都能用。
- 每分钟 60 次之外的真实限流，以及批量上限。本项目的上限写在各接口页，限流可按账号设置。
- 企业版在身份、时钟、签名、限流被拒时的错误码（[决策 0004](decisions/0004-enterprise-codes.md)）。
- 推送接口在文档没有说明的情况下如何应答（[决策 0016](decisions/0016-pushes.md)）。`,
      `## 用自己的程序验证

与厂商对接正常、与 Tongbu 对接不正常的程序，说明我们有错。\`npx tongbu sign --explain --last --lang zh-CN\` 显示服务实际收到的内容；[沙箱](sandbox.zh-CN.md)可以像真实服务那样变慢、出错。请附上去掉密钥的请求反馈给我们。`,
    ],
  },
} as const;
