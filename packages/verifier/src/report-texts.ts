import type { CheckId, NotCovered, VerificationResult } from './verdict.ts'

export type Language = 'zh-CN' | 'en'
export type Text = Readonly<Record<Language, string>>
type Texts<K extends string> = Readonly<Record<K, Text>>

/** What was checked, and the item of spec/20-evidence-bundle.md that demands it. */
export const CHECK_TEXTS: Readonly<Record<CheckId, Text & { readonly item: number }>> = {
  'bundle-format': { item: 1, 'zh-CN': '证据包格式', en: 'Format of the evidence bundle' },
  'trust-format': { item: 1, 'zh-CN': '信任锚文件格式', en: 'Format of the trust file' },
  'anchor-known': { item: 1, 'zh-CN': '信任锚包含该链', en: 'The trust file names the chain' },
  'light-block': {
    item: 2,
    'zh-CN': '区块头由信任锚所列验证人签署',
    en: 'The block header is signed by the validators of the anchor',
  },
  'light-block-used': { item: 2, 'zh-CN': '每个区块头均支撑一项记录', en: 'Every block header supports a record' },
  'record-set': { item: 3, 'zh-CN': '记录齐全且无多余', en: 'The records are exactly those of the profile' },
  'record-proof': {
    item: 4,
    'zh-CN': '记录存在于该高度的账本状态中',
    en: 'The record stands in the ledger state of that height',
  },
  'record-shape': { item: 5, 'zh-CN': '记录可读', en: 'The record can be read' },
  'summary-sequence': {
    item: 5,
    'zh-CN': '法院摘要载明数据包序号',
    en: "The court's summary names the sequence of the packet",
  },
  'summary-matches': { item: 5, 'zh-CN': '两个账本的摘要一致', en: 'The summaries of both ledgers are equal' },
  'answer-before-receipt': { item: 5, 'zh-CN': '先答复，后收到', en: 'The answer precedes its receipt' },
  'dispatch-identity': { item: 6, 'zh-CN': '各记录属于同一次核验', en: 'All records belong to one verification' },
  'request-matches-answer': {
    item: 6,
    'zh-CN': '答复针对所提出的请求',
    en: 'The answer is to the request that was made',
  },
  'request-digest': {
    item: 6,
    'zh-CN': '请求摘要值由请求内容重新计算',
    en: 'The digest of the request is that of its content, computed anew',
  },
  'packet-received': {
    item: 6,
    'zh-CN': '由请求内容重新计算的数据包已送达答复方账本',
    en: 'The packet, computed anew from the request, was received by the answering ledger',
  },
  'answer-matches-receipt': {
    item: 6,
    'zh-CN': '法院账本的回执与答复一致',
    en: "The receipt on the court's ledger equals the answer",
  },
  'acknowledgement-committed': {
    item: 6,
    'zh-CN': '答复已在答复方账本上承诺',
    en: 'The answer is committed on the answering ledger',
  },
  'summary-matches-answer': {
    item: 6,
    'zh-CN': '摘要各项与答复一致（结论、时间、参数版本等）',
    en: 'Each field of the summary is that of the answer (verdict, time, parameters …)',
  },
  'summary-matches-receipt': {
    item: 6,
    'zh-CN': '摘要的序号和收到时间与回执一致',
    en: 'Sequence and time of receipt in the summary are those of the receipt',
  },
  'state-after-act': {
    item: 7,
    'zh-CN': '授权与政策记录取自行为之后的账本状态',
    en: 'Records of authority and policy are of a state after the act',
  },
  'asker-act': {
    item: 7,
    'zh-CN': '账本载明该请求由此密钥签署',
    en: 'The ledger names the key that signed the request',
  },
  'asker-key': {
    item: 7,
    'zh-CN': '密钥属于该人员且在签署时有效',
    en: 'The key was that of the officer and valid when it signed',
  },
  'asker-office': {
    item: 7,
    'zh-CN': '该人员在签署时在任',
    en: 'The officer held the office at the time',
  },
  'asker-accreditation': {
    item: 7,
    'zh-CN': '自联盟根至该职位的授权链在签署时有效',
    en: 'The accreditation from the root of the alliance to the office was in force at the time',
  },
  'asker-role': {
    item: 7,
    'zh-CN': '授权链各级均授予所用角色（本人或受托）',
    en: 'Every link grants the role that was used, by own right or by delegation',
  },
  'policy-in-force': {
    item: 8,
    'zh-CN': '答复所载访问政策在答复时已生效',
    en: 'The access policy that the answer names had taken effect when it was given',
  },
  'policy-decision': {
    item: 8,
    'zh-CN': '该政策允许此答复，或以此理由拒绝',
    en: 'The policy allows the answer, or refuses it for this reason',
  },
  timestamp: {
    item: 9,
    'zh-CN': '时间戳由信任锚所列机构签发，针对本文件',
    en: 'The time stamp is that of an authority of the trust file, over this file',
  },
}

export const NOT_COVERED_TEXTS: Texts<NotCovered> = {
  TRUTH_BEFORE_CHAIN: {
    'zh-CN': '本结果仅表明上链后未经篡改（推定，在线诉讼规则第16条），不表明上链前内容真实（第18条）。',
    en: 'The result says that the data were not altered after going on chain (presumption, Online Litigation Rules art. 16), not that they were true before (art. 18).',
  },
  DATE_OF_VERIFICATION: {
    'zh-CN': '按签署之时判断区块头签名，不适用信任期；信任锚是否仍然有效由核验人自行确认。',
    en: 'Header signatures are judged as of their time, without a trusting period; whether the anchor is still good is for the verifying person to know.',
  },
  PERSON_BEHIND_KEY: { 'zh-CN': '未核验密钥持有人的身份。', en: 'Who held a key was not checked.' },
  CREDIT_REPORT_CONTENT: {
    'zh-CN': '信用报告内容不在证据包内。',
    en: 'The content of a credit report is not in the bundle.',
  },
  ASKER_LEDGER_DETAIL: {
    'zh-CN': '本文件仅披露是否核验、时间与结果；请求、理由及其与结果的关联未予核验。',
    en: 'This file discloses that, when and with what result it was verified; request and grounds are withheld, and that they lead to the result was not checked.',
  },
  LATER_CHANGES: {
    'zh-CN': '核验之后的状态变化不在本证据包内。',
    en: 'Changes after the verification are not in the bundle.',
  },
  OFFICER_ACCREDITATION: {
    'zh-CN': '提出请求的人员的任职与授权由法院账本在受理时判断，授权链不在本文件内。',
    en: "Office and authority of the officer who asked were judged by the court's ledger at the time; the chain of accreditation is not in this file.",
  },
  POLICY_TEXT: {
    'zh-CN': '答复方的访问政策仅以编号和版本载明，政策文本不在本文件内。',
    en: "The answering authority's access policy is named by id and version; its text is not in this file.",
  },
  ALLIANCE_ROOT: {
    'zh-CN': '授权链以法院账本的记录为限，并以该账本所知为准；其根是否为联盟的根由核验人自行确认。',
    en: "The chain of accreditation is that of the court's ledger, as far as that ledger knew; whether its root is the alliance's is for the verifying person to know.",
  },
  POLICY_CHOICE: {
    'zh-CN': '答复时无其他政策版本生效，以及答复方对请求方账本所计的保证程度，以答复方账本所载为准。',
    en: "That no other version of the policy was in force, and the assurance counted for the asking ledger, are the answering ledger's word.",
  },
  AUTHORITY_STANDING: {
    'zh-CN': '时间戳表明本文件在该时刻已存在，不表明其内容真实；未核验时间戳机构证书是否已被吊销。',
    en: "A time stamp says that this file existed then, not that it is true; whether the authority's certificate had been revoked was not checked.",
  },
  OUTSIDE_TIME: {
    'zh-CN': '时间为两个账本自身的时间，无可信时间戳（RFC 3161）佐证。',
    en: "Times are the two ledgers' own; no time stamp of a third party (RFC 3161) supports them.",
  },
}

export const RESULT_TEXTS: Texts<VerificationResult['result']> = {
  valid: { 'zh-CN': '有效', en: 'valid' },
  invalid: { 'zh-CN': '无效', en: 'invalid' },
  undecidable: { 'zh-CN': '无法判断', en: 'not decidable' },
}

export const PROFILE_TEXTS: Texts<NonNullable<VerificationResult['profile']>> = {
  court: { 'zh-CN': '法院版（全部披露）', en: 'court (all records)' },
  opposing: { 'zh-CN': '对方当事人版（仅摘要）', en: 'opposing party (summary only)' },
  public: { 'zh-CN': '公开版（仅摘要）', en: 'public (summary only)' },
}

export const VERDICT_TEXTS: Readonly<Record<string, Text>> = {
  PASS: { 'zh-CN': '可以执业代理', en: 'may act' },
  WARN: { 'zh-CN': '可以执业代理，但有提示', en: 'may act, with a warning' },
  ALERT: { 'zh-CN': '提请法官注意', en: 'for the attention of the judge' },
  PERSON_DECIDES: { 'zh-CN': '须由有权人员决定', en: 'a person with the power must decide' },
  BLOCK: { 'zh-CN': '不得担任代理人或辩护人', en: 'may not act' },
}

/** Facts of a check by name; another name is shown as it is. */
export const FACT_TEXTS: Readonly<Record<string, Text>> = {
  height: { 'zh-CN': '高度', en: 'height' },
  anchorHeight: { 'zh-CN': '信任锚高度', en: 'anchor height' },
  key: { 'zh-CN': '键', en: 'key' },
  dispatchId: { 'zh-CN': '调度号', en: 'dispatch' },
  sequence: { 'zh-CN': '序号', en: 'sequence' },
  expected: { 'zh-CN': '应为', en: 'expected' },
  seen: { 'zh-CN': '实为', en: 'seen' },
  sent: { 'zh-CN': '发送方记载', en: 'as sent' },
  missing: { 'zh-CN': '缺少', en: 'missing' },
  extra: { 'zh-CN': '多余', en: 'extra' },
  fields: { 'zh-CN': '不一致的项', en: 'fields that differ' },
  decidedAtMs: { 'zh-CN': '答复时间', en: 'answered at' },
  receivedAtMs: { 'zh-CN': '收到时间', en: 'received at' },
  reason: { 'zh-CN': '原因', en: 'reason' },
  detail: { 'zh-CN': '详情', en: 'detail' },
  newest: { 'zh-CN': '本程序支持的最新版本', en: 'newest version that this program reads' },
  askedAtMs: { 'zh-CN': '请求时间', en: 'asked at' },
  fromAtMs: { 'zh-CN': '生效时间', en: 'in force from' },
  sinceAtMs: { 'zh-CN': '自', en: 'since' },
  endedAtMs: { 'zh-CN': '终止时间', en: 'ended at' },
  officer: { 'zh-CN': '人员', en: 'officer' },
  office: { 'zh-CN': '职位', en: 'office' },
  chain: { 'zh-CN': '授权链', en: 'chain' },
  role: { 'zh-CN': '角色', en: 'role' },
  delegation: { 'zh-CN': '委派', en: 'delegation' },
  policy: { 'zh-CN': '政策', en: 'policy' },
  timestamp: { 'zh-CN': '第几个时间戳', en: 'time stamp number' },
  authority: { 'zh-CN': '时间戳机构', en: 'authority' },
  genAtMs: { 'zh-CN': '时间戳时间', en: 'stamped at' },
}
