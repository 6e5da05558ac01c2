/** What figures and benches are called; Chinese first, English second. */
const TEXTS = {
  askP50: ['问询到有证明的答复 p50', 'asked → proved answer, p50'],
  askP95: ['问询到有证明的答复 p95', 'asked → proved answer, p95'],
  askCpu: ['每次问询的处理器时间，全部进程', 'processor time of an ask, all processes'],
  askRate: ['持续问询', 'proved answers, sustained'],
  askSustainedP50: ['持续问询时单次 p50', 'one ask under that load, p50'],
  plainP50: ['对照：签名 HTTP 加 PostgreSQL p50', 'plain alternative: signed HTTP + PostgreSQL, p50'],
  plainP95: ['对照：签名 HTTP 加 PostgreSQL p95', 'plain alternative: signed HTTP + PostgreSQL, p95'],
  recordEd25519: ['写入记录，Ed25519', 'record writes, Ed25519'],
  recordSm2: ['写入记录，SM2', 'record writes, SM2'],
  recordCpu: ['每次写入的处理器时间，Ed25519', 'processor time of a write, Ed25519'],
  recordSm2Cpu: ['每次写入的处理器时间，SM2', 'processor time of a write, SM2'],
  leavesPerTx: ['每笔交易新增叶子', 'new leaves per transaction'],
  treeBatch: ['状态树更新，每批 1000', 'tree updates, batches of 1,000'],
  treeBatchCpu: ['每秒处理器时间的更新', 'the same by processor time'],
  treeOne: ['状态树更新，每批 1', 'tree update of one key'],
  storeCommit: ['存储提交，每批 1000', 'store commit of 1,000 keys'],
  storeRate: ['含存储提交的更新', 'updates with the store commit inside'],
  restartReady: ['重启至就绪', 'process start to ready'],
  restartRss: ['就绪时内存', 'resident memory when ready'],
  restartOwn: ['其中非文件映射部分', 'of it not the mapped file of the store'],
  restartPeak: ['内存峰值', 'peak resident memory until ready'],
  importRows: ['导入律师', 'import of lawyers'],
  verifyCold: ['离线核验（进程启动之后，含载入模块）', 'offline verification beyond process start, loading included'],
  verifyCpu: ['其中处理器时间', 'processor time of it'],
  lawRate: ['法律函数求值，逐个轮流', 'law functions, one after the other'],
  lawRateCpu: ['每秒处理器时间的求值', 'the same by processor time'],
  lawVote: ['债权人会议计票', 'tally of a creditors’ vote'],
  lawDistribution: ['破产财产分配', 'distribution in a bankruptcy'],
  lawPenetration: ['股权穿透', 'equity penetration'],
  doorPageFirst: ['登录后首页可操作，冷启动', 'first page after signing in, interactive, cold'],
  doorPageVerification: ['核验页可操作，冷启动', 'page of a verification, interactive, cold'],
  doorPageChecked: ['核验页证据已在浏览器内核验，冷启动', 'page of a verification, evidence checked in it, cold'],
  doorSignIn: ['登录（不计入以下各项）', 'signing in (outside the figures below)'],
  doorVerifyP50: ['经 HTTP 核验律师 p50', 'a lawyer verified through HTTP, p50'],
  doorVerifyP95: ['经 HTTP 核验律师 p95', 'a lawyer verified through HTTP, p95'],
  doorVerifyRate: ['经 HTTP 持续核验', 'verifications through HTTP, sustained'],
  doorVerifyLoadedP50: ['持续核验时单次 p50', 'one verification under that load, p50'],
  doorVerifyCpu: ['每次核验的处理器时间，数据库除外', 'processor time of a verification, the database not counted'],
  doorListP50: ['律师列表页 p50', 'list pages of lawyers, p50'],
  doorListP95: ['律师列表页 p95', 'list pages of lawyers, p95'],
  doorListWorst: ['最慢一种列表页的 p95', 'p95 of the slowest kind of page'],
  doorProjected: ['写入记录直至投影可查', 'record writes with the projection beside them'],
  doorProjectionLag: ['最后一笔答复后投影滞后', 'the projection behind the last answer'],
  doorCatchUp: ['投影追赶积压的变更', 'changes of a backlog projected'],
  doorEventFirst: ['区块至首个连接收到事件', 'from a block to its event at the first connection'],
  doorEventLast: ['区块至末个连接收到事件', 'from a block to its event at the last connection'],
  verifyCommand: [
    '完整命令（含报告），减去空 Node 进程',
    'the whole command with its report, less an empty Node process',
  ],
  cometCommitP50: ['提交到上链 p50，4 个验证人', 'submitted → committed, 4 validators, p50'],
  cometCommitP95: ['提交到上链 p95，4 个验证人', 'submitted → committed, 4 validators, p95'],
  cometAskP50: ['问询到有证明的答复 p50，两链各 4 个验证人', 'asked → proved answer, 4 validators each, p50'],
  cometAskP95: ['问询到有证明的答复 p95，两链各 4 个验证人', 'asked → proved answer, 4 validators each, p95'],
  cometWrites: ['写入记录，4 个验证人', 'record writes, 4 validators'],
  cometAppCpu: [
    '每次写入的处理器时间：四个应用、中继与本进程',
    'processor time of a write: four applications, relayer and this process',
  ],
  cometEngineCpu: [
    '每次写入的处理器时间：两链的八个引擎',
    'processor time of a write: the eight engines of both zones',
  ],
  cometEmpty: ['对照：空应用，同样设置', 'the same engines with an application that does nothing'],
  cometRatio: ['写入与空应用之比', 'record writes, as a share of that'],
  syncReady: ['新节点启动至自己的首个区块', 'start of a new node to its first own block'],
  syncPeak: ['新节点内存峰值', 'peak resident memory of the new node'],
  syncCpu: ['新节点处理器时间，引擎除外', 'processor time of the new node, its engine not counted'],
  syncProviderPeak: [
    '提供快照的节点内存峰值（含迁入全部状态）',
    'peak resident memory of the node that provides, moving in included',
  ],
  syncSnapshot: ['生成快照', 'taking the snapshot'],
  lightAdjacent4: ['轻客户端更新，4 个验证人，相邻高度', 'light-client update, 4 validators, adjacent'],
  lightAdjacent100: ['轻客户端更新，100 个验证人，相邻高度', 'light-client update, 100 validators, adjacent'],
  lightSkipping100: ['轻客户端更新，100 个验证人，跳跃', 'light-client update, 100 validators, skipping'],
  orderP50: ['指令签署到有证明的反馈 p50，经适配器', 'order signed → proved answer with adapter, p50'],
  orderP95: ['指令签署到有证明的反馈 p95，经适配器', 'order signed → proved answer with adapter, p95'],
  orderCpu: ['其中处理器时间，数据库除外', 'processor time of it, the database not counted'],
  orderAutomaticRate: ['持续指令，自动机构', 'proved answers of automatic institutions, sustained'],
  orderAutomaticCpu: ['自动机构每条指令的处理器时间', 'processor time of such an order'],
  orderAdapterRate: ['持续指令，经适配器', 'proved answers with adapter, sustained'],
  orderAdapterCpu: [
    '经适配器每条指令的处理器时间，数据库除外',
    'processor time of such an order, the database not counted',
  ],
  orderManyDelivered: [
    '一份裁定至 40 家机构，到最后一个有证明的送达',
    'one ruling to 40 institutions → last proved delivery',
  ],
  orderPlainP50: ['对照：签名 HTTP 加 PostgreSQL p50', 'plain alternative: signed HTTP + PostgreSQL, p50'],
  orderPlainP95: ['对照：签名 HTTP 加 PostgreSQL p95', 'plain alternative: signed HTTP + PostgreSQL, p95'],
  orderPlainRate: ['对照：签名 HTTP 加 PostgreSQL，持续', 'plain alternative: signed HTTP + PostgreSQL, sustained'],
  orderReconciled: ['在控措施对账', 'reconciliation of all measures'],
  orderReconciledCpu: ['对账的处理器时间，数据库除外', 'processor time of it, the database not counted'],
  orderPlan: ['10,000 项财产的查控方案', 'plan over 10,000 assets'],
  orderPlanCpu: ['其中处理器时间', 'processor time of it'],
  creditChecks: ['经 HTTP 查验，Ed25519', 'checks through HTTP, Ed25519'],
  creditCheckCpu: [
    '每次查验网关的处理器时间，数据库除外',
    'processor time of a check in the gateway, the database not counted',
  ],
  creditCheckSm2: ['SM2 下一次查验的签名与摘要，单核', 'signatures and digests of a check under SM2, one core'],
  creditSet: ['生成标识集', 'token set built'],
  creditSetCpu: ['其中处理器时间', 'processor time of it'],
  creditSetSmCpu: ['SM3 下的处理器时间', 'processor time of it under SM3'],
  creditOffline: ['按标识集离线查验一人', 'one check against the set, offline'],
  creditOfflineP99: ['按标识集离线查验一人 p99', 'one check against the set, offline, p99'],
  creditCompared: ['名单集合对账', 'comparison of both sets'],
  creditComparedCpu: ['其中处理器时间', 'processor time of it'],
  creditDeletion: ['自履行登记至全部订阅单位回执', 'from the record of performance to the receipts of all subscribers'],
  creditDeletionCpu: ['其中全部程序的处理器时间', 'processor time of all programs for it'],
  creditPublication: ['自公布至全部订阅单位回执', 'from publication to the receipts of all subscribers'],
  verifyPage: ['网页核验（Chromium）', 'verification in a page (Chromium)'],
  verifyWarm: ['离线核验，同进程第二次', 'offline verification, second in the same process'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>

export type TextName = keyof typeof TEXTS

export function textOf(name: TextName): { readonly zh: string; readonly en: string } {
  const [zh, en] = TEXTS[name]
  return { zh, en }
}

/** What stands under a bench's name: what warms up, and what is inside the clock. */
export interface BenchTexts {
  readonly what: readonly [zh: string, en: string]
  readonly warmUp: readonly [zh: string, en: string]
  readonly clock: readonly [zh: string, en: string]
}

export const BENCH_TEXTS = {
  ask: {
    what: [
      '法院账本问司法账本，逐次进行；两条链各一进程，中继一进程，经 sdk',
      'a court ledger asks a justice ledger, one ask after the other; a process for each zone and one for the relayer, through the sdk',
    ],
    warmUp: ['每轮前 30 次不计', '30 asks before each run'],
    clock: [
      '签名问询、提交并落盘、两次跨链传递、收据存入法院账本、读取收据与证明、按锚定验证人核对区块签名和成员证明',
      'signing the ask, its block on disk, both relays, the receipt stored on the court ledger, reading it with proof, checking the commit against the anchored validators and the membership proof',
    ],
  },
  'ask-sustained': {
    what: ['同 ask，多次问询同时进行', 'as ask, many asks under way at once'],
    warmUp: ['每轮前 100 次不计', '100 asks before each run'],
    clock: ['同 ask；从第一次问询到最后一个答复核对完毕', 'as ask; from the first ask to the last answer checked'],
  },
  'record-writes': {
    what: [
      '一条消息、十个字段承诺、一个签名；状态中已有记录',
      'one message, ten committed fields, one signature; records stand in the state before',
    ],
    warmUp: ['每种算法先完整写一轮', 'one whole run of each algorithm'],
    clock: [
      '交给宿主、验签、执行、状态树、区块落盘并答复；签名在外',
      'given to the host, signature checked, executed, tree updated, block on disk and answered; signing is outside',
    ],
  },
  tree: {
    what: ['内存状态树，产生撤销行；随机键', 'state tree in memory, undo rows produced; random keys'],
    warmUp: ['十批', 'ten batches'],
    clock: ['StateTree.update；存储提交另列', 'StateTree.update; the store commit is its own figure'],
  },
  restart: {
    what: ['区块链节点进程重启', 'the node process is started on a state of records'],
    warmUp: ['一次启动', 'one start'],
    clock: ['进程启动到打印 READY', 'from spawning the process to its READY line'],
  },
  import: {
    what: ['经 sdk 导入律师，两人签名，落盘', 'lawyers imported through the sdk, signed by two persons, durable'],
    warmUp: ['一条消息', 'one message'],
    clock: [
      '组成消息、签名、提交到节点进程、区块落盘并答复',
      'messages made and signed, submitted to the node process, blocks on disk and answered',
    ],
  },
  verify: {
    what: [
      '新进程和新网页中离线核验证据包（法院版）',
      'an evidence bundle of profile court verified offline in a fresh process and in a fresh page',
    ],
    warmUp: ['各一次', 'one of each'],
    clock: [
      '进程：自 Node 启动完毕（bootstrapComplete）至得出结论，含载入模块、读文件；网页：自收到文件至显示结论的首帧，performance.now',
      'process: from the end of Node’s own start (bootstrapComplete) to the verdict, loading and reading inside; page: from the file given to the first frame that shows the verdict, performance.now',
    ],
  },
  comet: {
    what: [
      '两条链各 4 个验证人，均在本机：逐笔提交、问询、并发写入；再以相同的引擎设置运行空应用',
      'both zones on 4 validators, all on this machine: writes alone, asks, writes under load; then the same engine settings with an application that does nothing',
    ],
    warmUp: ['逐笔与问询各 10 次；并发一组', '10 writes alone, 10 asks, one round under load'],
    clock: [
      '逐笔：提交到首个验证人至其区块落盘并答复，签名在内；问询：同 ask；并发：签名在外，至最后一笔落盘；空应用：至最后一笔进入区块',
      'alone: from the first validator given the transaction to its answer with the block on disk, signing inside; asks: as ask; under load: signing outside, until the last is on disk; the empty application: until the last is in a block',
    ],
  },
  'comet-state-sync': {
    what: [
      '新节点经状态同步加入：一个节点持有全部记录并提供快照，两个节点均在本机',
      'a new node joins by state sync: one node holds all records and provides the snapshot, both on this machine',
    ],
    warmUp: ['无', 'none'],
    clock: [
      '自新节点进程启动，至其状态已按区块头核对、自己的首个区块落盘；引擎寻找快照的 5 秒在内；随后再核对其区块头与一条记录的证明',
      'from spawning the new node to its first own block on disk, its state checked against the header; the engine’s five seconds of looking for snapshots are inside; then its header and the proof of a record are checked',
    ],
  },
  'light-client': {
    what: [
      '轻客户端核对新区块头；每次的验证人密钥都是新的，不在缓存中',
      'a light client checks a new header; each is signed by keys that are in no cache',
    ],
    warmUp: ['每种 5 次', '5 updates of each kind'],
    clock: [
      '解码区块头消息、计算验证人集合哈希、逐个验签；制作区块头在外',
      'header message decoded, validator sets hashed, signatures checked; making the headers is outside',
    ],
  },
  law: {
    what: [
      '法律函数求值；大额输入的函数另列',
      'law functions evaluated; those with large inputs are figures of their own',
    ],
    warmUp: ['300 轮；大额输入各一次', '300 rounds; once for each large input'],
    clock: [
      '校验输入、求值、写出结果并记录所用参数',
      'input checked, function evaluated, output written, the rows that it rests on noted',
    ],
  },
  gateway: {
    what: [
      '网关经 HTTP：核验、页面、列表、投影、实时事件；两条链、中继、网关各为进程，自带 PostgreSQL',
      'the gateway through HTTP: verification, pages, lists, projection, live events; processes for zones, relayer and gateway, a PostgreSQL of its own',
    ],
    warmUp: [
      '核验逐次 10 次、并发一组；页面不预热，每次新启动浏览器；事件 2 个区块；列表每种 2 页；写入一轮；追赶每次为新启动的网关，不预热',
      'verification 10 alone and one round under load; pages none, a browser just started each time; events 2 blocks; lists 2 pages of each kind; writes one run; each catch-up is of a gateway just started, without warm-up',
    ],
    clock: [
      '核验：预览、确认签名、问询落盘、两次跨链传递、证明核对、案件核验记录落盘、按实时事件读取状态、读取结论与证明；登录与解锁密钥在外，页面归并事件的 200 毫秒在外；页面：自提交登录表单或打开地址，至内容显示且页面能够响应；事件：自节点告知区块至连接收到；列表：请求、会话、读取日志、查询、答复，律师直接写入投影表，不在账本；投影：每笔一条记录一个签名，自提交至投影表可查；追赶：自首个变更之前至全部变更可查',
      'verification: preview, confirmed and signed, the ask on disk, both relays, the proof checked, the case’s verification on disk, the state read at each live event, verdict and proof read; signing in, unlocking the key, and the 200 ms for which a page gathers events are outside; pages: from sending the sign-in form, or opening the address, until the content is shown and the page answers; events: from the node telling of the block to the connection; lists: request, session, log of the read, query, answer, over lawyers put into the projection’s tables and not on the ledger; projection: one record and one signature a transaction, from sending to the rows; catch-up: from before the first change to the rows of all',
    ],
  },
  credit: {
    what: [
      '信用名单查验：经 HTTP（两条链、中继、网关各为进程，自带 PostgreSQL）、标识集、集合对账；删除：三条链、中继、两个订阅网关',
      'checks of the credit lists: through HTTP (processes for zones, relayer and gateway, a PostgreSQL of its own), token set, comparison of sets; deletion: three zones, relayer, two gateways of subscribers',
    ],
    warmUp: [
      '经 HTTP 500 次；离线 500 次；删除一次；标识集与对账不预热',
      '500 checks through HTTP and 500 offline, one deletion; none for sets and comparison',
    ],
    clock: [
      '经 HTTP：64 个请求同时进行，请求已预先签名，含验签、登记核对（一分钟内一次）、查验索引计算、留痕与读取同一事务落盘、结果签名；名单行直接写入投影表，不在账本；所查之人均不在名单；批次登记在旁进行。标识集：计算、排序、摘要、签名，不含从隐私库读取。对账：接收方按桶求和、法院按既存之和比对、差异桶再分并逐一核对编号，不含跨链消息与平台列表；删除：自提交履行登记至法院链收到全部订阅单位的回执，含跨链两程、各订阅程序落盘通知与签发回执，不含平台与个人附件（订阅范围为标识）',
      'through HTTP: 64 under way, signed before; signature checked, registration of the key (once a minute), index key, log and read in one commit on disk, result signed; rows of the list are put into the projection’s table and not on the ledger; nobody asked about is listed; batches go to the ledger beside it. Set: tokens, order, digest, signature; reading the vault is outside. Comparison: sums of the receiver’s buckets against those that the court keeps, parts and ids of buckets that differ; packets of the ledgers and the list of the platform are outside. Deletion: from sending the record of performance until the court’s ledger has the receipts of all, both ways between ledgers, each program’s notice on disk and its signed receipt; platforms and annexes on persons are outside (scope: token)',
    ],
  },
  enforcement: {
    what: [
      '法院向机构签发冻结指令；两条链各一进程，中继一进程，模拟银行一进程并自带 PostgreSQL、双向 TLS；机构侧指令处理与适配器在本进程，各步骤落盘',
      'a court orders institutions to freeze; processes for both zones, for the relayer and for a simulated bank with a PostgreSQL of its own behind mutual TLS; the order workers of the institutions and the adapter in this process, each of their steps on disk',
    ],
    warmUp: [
      '每轮前 20 条；方案一次；一对多与对账不预热',
      '20 orders before each run, one plan; none before the ruling to many and the reconciliation',
    ],
    clock: [
      '逐条：两人签署裁定、落盘、跨链、核对请求与所签内容、机构接受、银行登记、措施登记、跨链返回，至法院读取反馈及证明并核对；附件在进程内交付，其加密在外；持续：128 条同时进行；一对多：签署至逐一核对 40 份送达记录的证明；对照：请求签名、验签、入库、银行登记、反馈签名、验签、入库；对账：双方清单逐条比对，一次',
      'alone: the ruling signed by two persons, on disk, relayed, the request held against what was signed, taken on, booked by the bank, registered, relayed back, until the court has read the answer and checked its proof; annexes are handed over in the process, their encryption is outside; sustained: 128 under way; to many: from signing until the proof of each of 40 records of delivery is checked; plain: request signed, verified, stored, booked by the bank, answer signed, verified, stored; reconciliation: both lists compared row by row, once',
    ],
  },
} as const satisfies Readonly<Record<string, BenchTexts>>

export type BenchName = keyof typeof BENCH_TEXTS
