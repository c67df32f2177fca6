/** What a setting is and what it takes, for the Chinese page. `commands` only where it says more than their names. */
export interface InChinese {
  note: string;
  allowed: string;
  commands?: string;
}

const ADDRESS = 'host:port，如 127.0.0.1:8090；端口写 0 取空闲端口';
const whole = (least: number, largest: number) => `${least} 到 ${largest} 的整数`;

/** By the name of the setting. */
export const chinese: Record<string, InChinese> = {
  data: {
    note: '数据目录：数据库、密钥文件、锁和套接字都在里面。',
    allowed: '路径',
    commands: '全部；demo 和 sandbox 只认参数，默认 ./tongbu-demo 和 ./tongbu-sandbox',
  },
  api: { note: '签名接口的监听地址。', allowed: ADDRESS },
  manage: { note: '管理端口的监听地址（/api/…、/metrics、/healthz、/readyz）。', allowed: ADDRESS },
  limits: {
    note: '接口账号的调用上限：generous 为每分钟 6,000 次、并发 50；vendor 按官方规定（旗舰版每个接口 60 次、并发 10，企业版 60 次、并发 5）。账号自己设了上限的，以账号为准。',
    allowed: 'generous 或 vendor',
  },
  callsPerAddress: {
    note: '单个来源地址每分钟的请求数上限，不论签名是否正确；0 为不限。本机回环地址不计；在代理之后需要配置 --proxy。',
    allowed: whole(0, 100_000_000),
  },
  keepRequests: { note: '每个卖家在内存里保留多少条签名调用供人查看；0 为不保留。', allowed: whole(0, 100_000) },
  keepRequestBytes: { note: '所有卖家的调用记录合计占用的内存上限，单位字节。', allowed: whole(65_536, 4_294_967_296) },
  proxy: { note: '信任哪些代理给出的 X-Forwarded-For；可重复书写，或用逗号分隔。', allowed: '地址或网段，如 10.0.0.0/8' },
  bodyLimit: { note: '请求体大小上限，单位字节。', allowed: whole(1024, 67_108_864) },
  metricsToken: {
    note: 'Prometheus 读取全部卖家的 /metrics 时使用的令牌（Bearer）。管理接口的令牌不需要它，但只能读到自己的卖家。',
    allowed: '16 到 300 个可见字符',
  },
  traces: {
    note: '用 OTLP/HTTP 接收链路追踪的采集器地址；不写则不产生。需要安装 OpenTelemetry 的 SDK，其余由它自己的变量（OTEL_…）决定。',
    allowed: 'http 或 https 地址，如 http://127.0.0.1:4318；不带路径时发到 /v1/traces',
  },
  logLevel: {
    note: '日志的详细程度。写到标准错误：终端上为易读的文本，其他情况为 JSON。',
    allowed: 'trace、debug、info、warn、error 或 silent',
  },
  seller: { note: '卖家（sid）；数据目录里只有一个卖家时可省略。', allowed: '卖家名' },
  url: { note: '要调用的接口地址。', allowed: 'http 或 https 地址，如 http://127.0.0.1:8090' },
  secret: {
    note: '密钥（appsecret）；旗舰版写成 secret:salt。命令行参数会被同一台机器上的其他用户看到，建议用 --secret-file 或环境变量。',
    allowed: '文本',
  },
  debug: { note: '报错时显示出自程序的哪个位置。', allowed: '1 或 0', commands: '全部' },
};
