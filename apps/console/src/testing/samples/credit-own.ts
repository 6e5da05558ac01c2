import type { OwnCertificateFile, OwnCertificateView, OwnEntryView, OwnGraceView } from '@xiezhi/gateway-api'
import { details, ENDED_ID, ENTRY_ID, listTexts, person, requests, situationText, uses } from './credit.ts'
import { DAY_MS, NOW_MS } from './scene.ts'

/** The same invented entry, as the person concerned sees it. */
export const own: OwnEntryView = {
  entryId: ENTRY_ID,
  list: 'DISHONEST',
  listText: listTexts.DISHONEST,
  role: 'DEBTOR',
  roleText: { zh: '被执行人', en: 'Debtor' },
  organisation: 'court-a',
  organisationName: { zh: '示例区人民法院（虚构）', en: 'Sample District Court (invented)' },
  caseNumber: '（2026）京0101执2345号',
  person,
  situation: 4,
  situationText,
  state: 'PUBLISHED',
  stateText: { zh: '已发布', en: 'Published' },
  decidedOn: '2026-10-08',
  publishedAtMs: NOW_MS - 50 * DAY_MS,
  termTo: '2028-10-08',
  termText: { zh: '二年', en: 'Two years' },
  isObjected: true,
  ...details,
  measures: [
    { measure: 'BIDDING', text: { zh: '招标投标', en: 'Bidding' }, subscribers: ['credit-platform'] },
    {
      measure: 'HIGH_CONSUMPTION',
      text: { zh: '限制高消费', en: 'High consumption' },
      subscribers: ['railway', 'aviation'],
    },
  ],
  uses: [...uses],
  requests: [...requests],
  mayObject: true,
  mayReconsider: true,
  mayApplyForRepair: true,
  remedies: [
    {
      zh: '认为不应纳入、记载有误或应当删除的，可以书面申请纠正，法院十五日内审查（失信规定第十一条）。',
      en: 'Ask for correction in writing; the court decides within 15 days (art. 11).',
    },
    {
      zh: '履行完毕等法定事由发生后三个工作日内删除（失信规定第十条）。',
      en: 'Deleted within 3 working days of what the law names (art. 10).',
    },
  ],
}

export const ownGrace: OwnGraceView = {
  entryId: '6a'.repeat(16),
  organisationName: own.organisationName,
  caseNumber: own.caseNumber,
  decidedOn: '2026-11-10',
  until: '2027-01-10',
  decisionNo: '（2026）京0101执宽1号',
  todo: [{ zh: '在宽限期届满前履行义务', en: 'Perform before the last day' }],
}

/** Of two departments one has not confirmed in time. */
export const ownCertificate: OwnCertificateView = {
  entryId: ENDED_ID,
  list: 'DISHONEST',
  listText: listTexts.DISHONEST,
  endText: { zh: '已删除', en: 'deleted' },
  endedOn: '2026-11-26',
  receipts: [
    { subscriber: 'credit-platform', toldAtMs: NOW_MS - 3 * DAY_MS, confirmedAtMs: NOW_MS - 2 * DAY_MS, isLate: false },
    { subscriber: 'railway', toldAtMs: NOW_MS - 3 * DAY_MS, confirmedAtMs: null, isLate: true },
  ],
  isFinal: false,
  keptUntil: '2026-12-11',
}

/** Not a document: the beginning of one. */
export const certificateFile: OwnCertificateFile = {
  documentId: 'c7'.repeat(16),
  digest: `sm3:${'c8'.repeat(32)}`,
  verificationCode: '0000-0000-0000-0000-Z',
  isFinal: false,
  pdfBase64: 'JVBERi0xLjcKJSVFT0YK',
}
