interface ProblemText {
  readonly zh: string
  readonly en: string
}

export interface ProblemEntry {
  readonly status: number
  readonly title: ProblemText
  readonly todo: ProblemText
}

function entry(
  status: number,
  [titleZh, titleEn]: readonly [string, string],
  [todoZh, todoEn]: readonly [string, string],
): ProblemEntry {
  return { status, title: { zh: titleZh, en: titleEn }, todo: { zh: todoZh, en: todoEn } }
}

const AGAIN = ['请稍后重试', 'Try again in a moment'] as const
const CHECK = ['请检查所填内容', 'Check what was entered'] as const
const OPERATOR = ['请联系运维人员', 'Ask the operator'] as const
const RELOAD = ['请刷新页面', 'Reload the page'] as const

/** Every code that the gateway gives, with its status and its texts. Codes are appended, never reused. */
export const PROBLEMS = {
  INPUT_INVALID: entry(400, ['输入不符合要求', 'The input does not meet the requirements'], CHECK),
  BODY_TOO_LARGE: entry(413, ['提交的内容过大', 'The body is too large'], ['请减少内容后再提交', 'Send less at once']),
  MEDIA_TYPE: entry(415, ['只接受 JSON', 'Only JSON is taken'], RELOAD),
  ROUTE_UNKNOWN: entry(
    404,
    ['没有这个地址', 'There is no such address'],
    ['请从首页进入', 'Start from the first page'],
  ),
  SESSION_MISSING: entry(401, ['未登录或登录已过期', 'Not signed in, or no longer'], ['请重新登录', 'Sign in again']),
  ROLE_MISSING: entry(
    403,
    ['您的职责不含此项权限', 'Your duties do not include this'],
    ['如确有需要，请向本单位申请', 'Ask your organisation if you need it'],
  ),
  CSRF_INVALID: entry(403, ['请求不是由本页面发出', 'The request was not sent by this page'], RELOAD),
  LOGIN_FAILED: entry(401, ['登录未完成', 'Signing in was not completed'], ['请重新登录', 'Sign in again']),
  AUTHORITY_MISMATCH: entry(
    403,
    ['该账号不属于本机关', 'This account does not belong to this authority'],
    ['请在所属机关的网址登录', 'Sign in at the address of your own authority'],
  ),
  RATE_LIMITED: entry(429, ['请求过于频繁', 'Too many requests'], AGAIN),
  IDEMPOTENCY_KEY_MISSING: entry(400, ['缺少幂等键', 'The idempotency key is missing'], RELOAD),
  IDEMPOTENCY_KEY_REUSED: entry(
    409,
    ['同一幂等键已用于另一内容', 'The idempotency key was used for something else'],
    RELOAD,
  ),
  SUBJECT_UNKNOWN: entry(404, ['没有找到', 'Not found'], CHECK),
  NOT_IN_FORCE: entry(409, ['当前状态不允许此操作', 'The present state does not allow this'], RELOAD),
  SAME_PERSON: entry(
    403,
    ['提出人与复核人必须是不同的人', 'Who proposes and who approves must be different persons'],
    ['请由另一名工作人员复核', 'Let another officer approve'],
  ),
  SIGNER_LOCKED: entry(
    423,
    ['签名密钥已锁定', 'The signing key is locked'],
    ['请先输入口令解锁', 'Unlock it with its passphrase first'],
  ),
  SIGNER_PASSPHRASE: entry(403, ['口令不正确', 'The passphrase is wrong'], CHECK),
  SIGNER_MISSING: entry(
    403,
    ['没有可用的签名密钥', 'There is no signing key'],
    ['请联系本单位登记密钥', 'Ask your organisation to enrol a key'],
  ),
  SIGNER_ATTEMPTS: entry(
    429,
    ['口令错误次数过多', 'Too many wrong passphrases'],
    ['请五分钟后再试', 'Try again in five minutes'],
  ),
  SIGNER_NOT_SHOWN: entry(
    409,
    ['所签内容未经显示或已过期', 'What would be signed was not shown, or too long ago'],
    ['请重新查看所签内容后再签名', 'Look at what will be signed once more, then sign'],
  ),
  SIGNER_DAMAGED: entry(409, ['密钥文件已损坏或被改动', 'The key file is damaged or was changed'], OPERATOR),
  OTHER_COURT: entry(
    403,
    ['信用报告只供承办该案的法院查看', 'The credit report is for the court of the case only'],
    ['请由承办法院查看', 'Let the court of the case look at it'],
  ),
  ACCOUNT_LOCKED: entry(
    423,
    ['该账号因查询量异常已被锁定', 'This account is locked: it looked up more than is allowed'],
    [
      '请联系本单位审计人员；经审计人员与另一人（审计或运维人员）同意后方可解锁',
      'Ask the auditor of your organisation: an auditor and a second person, auditor or operator, unlock it together',
    ],
  ),
  CASE_REQUIRED: entry(
    403,
    ['查询须注明所办案件', 'A look-up must name the case that it is for'],
    [
      '请从案件页面查询；无案件的查询会被计数，超出限额将锁定账号',
      'Look up from the page of your case; those without a case are counted, and too many lock the account',
    ],
  ),
  CASE_UNKNOWN: entry(404, ['没有找到该案件', 'There is no such case'], CHECK),
  CASE_NOT_OWN: entry(
    403,
    ['该案件不属于您所在的法院', 'This case is not of your court'],
    [
      '请由承办法院查询；对他案的查询会被计数，超出限额将锁定账号',
      'Let the court of the case look; look-ups for cases of others are counted, and too many lock the account',
    ],
  ),
  OWN_ACCOUNT: entry(
    403,
    ['不得参与解锁本人账号', 'Nobody takes part in unlocking the own account'],
    ['请由另外两人办理', 'Let two other persons do it'],
  ),
  AUDITOR_MISSING: entry(
    403,
    ['解锁的两人中须有一名审计人员', 'One of the two who unlock an account must be an auditor'],
    ['请由审计人员同意', 'Let an auditor agree'],
  ),
  PACKAGE_ERASED: entry(
    410,
    ['日志包已过保存期限并已删除', 'The packed log was deleted: its term has ended'],
    [
      '账本上仍有其摘要；曾下载的文件仍可核对',
      'The ledger still holds its digest, with which a downloaded file is checked',
    ],
  ),
  LEDGER_REFUSED: entry(409, ['账本拒绝了该操作', 'The ledger refused'], CHECK),
  ZONE_UNREACHABLE: entry(503, ['账本暂时无法连接', 'The ledger cannot be reached'], AGAIN),
  PROJECTION_BEHIND: entry(503, ['数据正在同步', 'The data is being brought up to date'], AGAIN),
  PROOF_INVALID: entry(502, ['账本给出的证明未通过核验', 'The proof that the ledger gave does not hold'], OPERATOR),
  VERIFICATION_UNKNOWN: entry(404, ['没有找到该项核验', 'There is no such verification'], CHECK),
  EVIDENCE_INCOMPLETE: entry(
    409,
    ['证据尚不完整', 'The evidence is not complete yet'],
    ['请在收到答复后再导出', 'Export it after the answer has come'],
  ),
  DATABASE_UNAVAILABLE: entry(503, ['数据库暂时不可用', 'The database is not available'], AGAIN),
  AUDIT_UNAVAILABLE: entry(
    503,
    ['查询留痕无法写入，因此不予查询', 'The read could not be logged, so nothing is shown'],
    AGAIN,
  ),
  OFFICER_NOT_FILED: entry(
    403,
    ['执行人员证件尚未备案', 'The officer is not filed with both cards'],
    ['请由人事人员备案工作证和公务证', 'Let personnel file the work card and the duty card'],
  ),
  REASONS_MISSING: entry(
    400,
    ['与系统方案不一致之处须说明理由', 'Where the ruling departs from the plan it needs reasons'],
    ['请逐项填写理由', 'Give the reasons for each'],
  ),
  PROPERTY_STALE: entry(
    409,
    ['财产信息已过时', 'What is known of the property is too old'],
    ['请先重新查询', 'Ask the institution again first'],
  ),
  PROPERTY_CONTROLLED: entry(
    409,
    ['本案已对该财产采取措施', 'A measure of this case stands on the property already'],
    ['请变更现有措施', 'Change the measure that stands'],
  ),
  REDUCE_NOT_IN_MONEY: entry(
    409,
    ['该措施并非按金额控制，不能只减少一部分', 'The measure does not hold a sum of money: no part of it can be let go'],
    [
      '请解除整项措施并另行控制其他财产，或者保留该措施',
      'Lift the whole measure and control other property, or leave it as it is',
    ],
  ),
  PROPERTY_MISSING: entry(
    409,
    ['保密库中没有该措施对应的财产', 'The vault does not hold the property of this measure'],
    ['请先查询或登记该财产', 'Ask for the property or enter it first'],
  ),
  INSTITUTION_UNKNOWN: entry(404, ['没有该协助执行机构', 'There is no such institution'], CHECK),
  CASE_NUMBER_MISSING: entry(
    409,
    ['缺少向协助机构出示的案号', 'The number of the case, which institutions are told, is missing'],
    ['请在立案执行时填写案号', 'Enter it when enforcement is opened'],
  ),
  EXECUTION_ACCOUNT_MISSING: entry(
    409,
    ['尚未配置执行款专户', 'The account for enforced money is not configured'],
    OPERATOR,
  ),
  DOCUMENT_INVALID: entry(
    400,
    ['文书内容不完整或不符合要求', 'The document lacks a field, or one is not in form'],
    CHECK,
  ),
  DOCUMENT_CHANGED: entry(
    409,
    ['文书模板已更新，无法重新生成原文件', 'The template has changed since; the file cannot be made again'],
    ['请使用已送达的文件', 'Use the file that was served'],
  ),
  CERTIFICATE_NOT_DEPOSITED: entry(
    503,
    ['证明的摘要未能存入账本，证明未予出具', 'The digest could not be put on the ledger; no certificate was issued'],
    AGAIN,
  ),
  CHECK_SIGNATURE: entry(
    401,
    ['查验请求的签名不是由该订阅单位登记的密钥作出', 'The check is not signed with a registered key of the subscriber'],
    ['请使用本单位在账本登记的系统密钥签名', 'Sign with the key of the program that your ledger has registered'],
  ),
  CHECK_STALE: entry(
    401,
    ['查验请求的时间与本系统相差过大', 'The time of the check differs too much from that of this system'],
    ['请校准时间后重新签名发送', 'Set the clock, sign again and send'],
  ),
  CHECK_REPLAYED: entry(
    409,
    ['该查验请求已处理过', 'This check has been answered already'],
    ['请以新的随机数重新签名', 'Sign again with another nonce'],
  ),
  CHECK_NAME_ALONE: entry(
    400,
    ['不得仅凭姓名查验', 'Nobody is checked by the name alone'],
    ['请同时提供证件类型、证件号码和姓名', 'Give type and number of the certificate, and the name'],
  ),
  CHECK_NOT_SUBSCRIBED: entry(
    403,
    ['该单位没有订阅', 'There is no subscription'],
    ['请向法院申请订阅', 'Ask the court for a subscription'],
  ),
  CHECK_EXPIRED: entry(
    403,
    ['订阅已到期或已终止', 'The subscription has ended'],
    ['请向法院申请续订', 'Ask the court to renew it'],
  ),
  CHECK_PURPOSE: entry(
    403,
    ['查验用途超出订阅范围', 'The purpose is not that of the subscription'],
    [
      '请按订阅载明的用途查验；超范围查验会被登记并告警',
      'Check for the purpose of the subscription; others are logged and raise an alarm',
    ],
  ),
  CHECK_BASIS: entry(
    403,
    ['查验依据与订阅不符', 'The legal basis is not that of the subscription'],
    ['请按订阅载明的依据查验', 'Name the legal basis of the subscription'],
  ),
  CHECK_SCOPE: entry(
    403,
    ['订阅范围不含账本证明', 'The scope of the subscription has no proofs of the ledger'],
    ['请不带证明查验', 'Check without a proof'],
  ),
  CHECK_VOLUME: entry(
    429,
    ['当日查验次数已达上限', 'The number of checks of the day is used up'],
    ['不得批量查验；如确有需要，请向法院申请', 'No checks in bulk; ask the court if you need more'],
  ),
  CHECK_PAST: entry(
    409,
    ['账本已不再保存该时点的状态', 'The ledger does not keep the state of that moment any more'],
    ['该时点只能以当时签发的查验结果为证', 'Only a result that was signed then shows it'],
  ),
  PERSON_MISSING: entry(
    409,
    [
      '保密库中缺少名单上某人的身份信息，标识集不完整',
      'The vault lacks a person of the list; the set would not be complete',
    ],
    ['请先补录该条信息的当事人', 'Enter the person of this entry first'],
  ),
  LOOKUPS_UNAVAILABLE: entry(
    503,
    ['查验暂时无法留痕，未予答复', 'The look-up could not be logged and was not answered'],
    AGAIN,
  ),
  LAW_REFUSED: entry(400, ['法律函数不接受所给事实', 'The law function does not take these facts'], CHECK),
  NOT_LISTABLE: entry(
    409,
    ['依法不得纳入失信名单', 'The law does not let this person be listed'],
    ['请核对情形、担保、已控财产和年龄', 'Check situation, security, sealed property and age'],
  ),
  LISTING_REASONS_MISSING: entry(
    400,
    ['一般不得纳入，确需纳入的须说明理由', 'As a rule nobody is listed so: it needs reasons'],
    ['请填写理由', 'Give the reasons'],
  ),
  BIRTH_DATE_DIFFERS: entry(
    400,
    ['出生日期与居民身份证号码不符', 'The day of birth is not that of the resident identity number'],
    ['请核对所填出生日期和被执行人的身份证件', 'Check the day of birth and the identity card of the debtor'],
  ),
  DECISION_REFUSED: entry(
    409,
    ['法律不允许作出该决定', 'The law does not allow this decision'],
    ['请核对事由、期限和日期', 'Check ground, term and days'],
  ),
  PERSONAL_MEASURE_REFUSED: entry(
    409,
    ['法律不允许对该人采取此项措施', 'The law does not allow this measure against this person'],
    [
      '请核对对象、数额或天数上限，以及同一行为是否已受同种处罚',
      'Check the person, the cap of amount or days, and whether the same conduct was punished in this way',
    ],
  ),
  ORDER_SUBJECT_DIFFERS: entry(
    409,
    [
      '本令所签的人或物与首次指令不一致',
      'The order was signed of another person or thing than the order with which the measure began',
    ],
    [
      '请退回本令，理由选“权利人不是被执行人”，并与法院核实',
      'Reject the order, because it belongs to another person, and ask the court',
    ],
  ),
  OTHER_OFFICE_NEEDED: entry(
    403,
    ['须由院长和审判员各一人签署', 'President and judge sign, one of each'],
    ['请由另一职务的人员签署', 'Let somebody of the other office sign'],
  ),
  REQUEST_NOT_OPEN: entry(
    409,
    ['目前不能提出该申请，或已在审查中', 'This cannot be asked for now, or is under review already'],
    ['请查看申请进度和法定期限', 'Look at your requests and at the terms of the law'],
  ),
  NOT_AVAILABLE: entry(501, ['此功能尚未启用', 'This is not available here'], OPERATOR),
  CONFIG_INVALID: entry(500, ['配置有误', 'The configuration is wrong'], OPERATOR),
  IDENTITY_PROVIDER_NOT_STARTED: entry(503, ['身份认证服务未能启动', 'The identity provider did not start'], OPERATOR),
  INTERNAL: entry(500, ['内部错误', 'Internal fault'], OPERATOR),
} as const satisfies Readonly<Record<string, ProblemEntry>>

export type ProblemCode = keyof typeof PROBLEMS
