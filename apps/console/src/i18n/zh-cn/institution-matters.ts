/** Objections of an institution, and what left the line of an asset. */
export const institutionMattersZh = {
  'nav.ourObjections': '本单位的异议',
  'ourObjection.explain': '本单位对协助事项提出的异议、法院的答复期限和结果。',
  'ourObjection.empty': '没有异议',
  'ourObjection.raisedAt': '提出时间',
  'ourObjection.answerBy': '法院答复期限',
  'ourObjection.order': '协助事项',
  'ourObjection.decision': '决定书摘要',
  'line.earlier': '已终了并移出顺位的措施',
  'line.earlier.show': '显示更早的措施',
  'line.earlier.none': '没有移出的措施',
  'line.endedAt': '终了时间',
} as const
