import { inLocale } from './bilingual.ts'
import type { Locale, Words } from './bilingual.ts'
import type { ActWords, DescribedAct } from './describe-act.ts'
import { shanghaiTime, visible } from './render-value.ts'

const LEDGER: Words = ['账本', 'Ledger']
const SIGNER: Words = ['签名人', 'Signer']
const IN_TIME: Words = ['有效期', 'In time']
const ID: Words = ['交易编号', 'Transaction id']
const ABOUT: Words = ['所涉事项', 'About']

/** A described act as plain text, for a terminal or a printed page. */
export function actText(act: DescribedAct, locale: Locale): string {
  const colon = inLocale(['：', ': '], locale)
  const line = (words: Words, value: string): string => `${inLocale(words, locale)}${colon}${value}`
  const from = shanghaiTime(act.issuedAtMs, locale)
  const to = shanghaiTime(act.expiresAtMs, locale)
  return [
    ...act.acts.flatMap((words, at) => messageText(words, `${at + 1}. `, colon, locale)),
    line(LEDGER, act.chainId),
    ...act.signers.map(({ organisation, officer, key }) => line(SIGNER, visible(`${organisation}/${officer} ${key}`))),
    line(IN_TIME, `${from} – ${to}`),
    line(ID, act.id),
  ].join('\n')
}

function messageText(words: ActWords, lead: string, colon: string, locale: Locale): string[] {
  return [
    `${lead}${words.title}`,
    ...words.lines.map(({ label, value }) => `   ${label}${colon}${value}`),
    ...(words.inner === null ? [] : messageText(words.inner, `   ${inLocale(ABOUT, locale)}${colon}`, colon, locale)),
  ]
}
