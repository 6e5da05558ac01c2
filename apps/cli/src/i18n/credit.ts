/** Lines of `xiezhi credit`. */
export const creditZh = {
  creditAnswer: '{subscriber}：{answer}（时点 {at}，账本高度 {height}）',
  creditKept: '  请求与签名结果已存入 {file}；结果中没有当事人信息，请求中有',
  creditVerdict: '{file}：{verdict}（{findings}）',
  creditNotProved: '  不证明：{notProved}',
  creditSetBuilt: '标识集 {file}：{count} 人，账本高度 {height}，有效至 {validTo}，摘要 {digest}',
  creditSetAnswer: '{answer}（截至 {asOf}；误判概率不高于 2^-{bits}；本密钥第 {n} 次计算）',
  creditTrustWritten: '{file}：信任 {authority} 在 {chain} 上的签名密钥',
} as const

export const creditEn: Readonly<Record<keyof typeof creditZh, string>> = {
  creditAnswer: '{subscriber}: {answer} (at {at}, height {height} of the ledger)',
  creditKept: '  request and signed result kept in {file}; the person is in the request and not in the result',
  creditVerdict: '{file}: {verdict} ({findings})',
  creditNotProved: '  does not prove: {notProved}',
  creditSetBuilt: 'Token set {file}: {count} persons, height {height} of the ledger, until {validTo}, digest {digest}',
  creditSetAnswer: '{answer} (as of {asOf}; wrong by a chance of at most 2^-{bits}; evaluation {n} of this key)',
  creditTrustWritten: '{file}: trusts the signing key of {authority} on {chain}',
}
