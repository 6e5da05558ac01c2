export const problemsZh = {
  'problem.OFFLINE': '无法连接网关',
  'todo.OFFLINE': '请检查网络。恢复后页面自动更新。',
  'problem.ANSWER_MALFORMED': '收到的不是网关的答复',
  'todo.ANSWER_MALFORMED': '请确认地址无误；使用代理时请联系管理员。',
  'problem.PAGE_FAULT': '页面出错',
  'todo.PAGE_FAULT': '刷新后重试；若仍出现，请告知管理员。',
  'problem.other': '未能完成（{code}）',
  'todo.other': '请重试；若仍出现，请将编号告知管理员。',
  'refusal.other': '账本拒绝（{code}）',
} as const
