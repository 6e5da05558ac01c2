/** Lines of `xiezhi listing`. */
export const listingZh = {
  listingActed: '{act}：{answer}',
  listingEntry: '名单信息 {entryId}：{state}',
  listingAlarm: '  告警 {kind}  {subject}  期限 {dueOn}  责任人 {owner}  未结 {open}',
  listingWithdrawal: '  撤除通知 {subscriber}  期限 {dueOn}  已确认 {confirmed}',
  listingActive: '该索引下有效信息 {count} 条',
  listingNone: '该索引下没有有效信息',
  listingHeld: '{entryId}  {state}',
} as const

export const listingEn: Readonly<Record<keyof typeof listingZh, string>> = {
  listingActed: '{act}: {answer}',
  listingEntry: 'Entry {entryId}: {state}',
  listingAlarm: '  alarm {kind}  {subject}  due on {dueOn}  owner {owner}  open {open}',
  listingWithdrawal: '  withdrawal {subscriber}  due on {dueOn}  confirmed {confirmed}',
  listingActive: 'Active entries under this index key: {count}',
  listingNone: 'Nothing is active under this index key',
  listingHeld: '{entryId}  {state}',
}
