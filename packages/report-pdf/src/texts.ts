/** Words of the paper that are not words of the verifier. */
export const reportTexts = {
  title: { zh: '核验报告', en: 'Verification report' },
  note: {
    zh: '以所附证据包为准；纸面本身不能证明任何内容',
    en: 'the attached bundle counts; the paper alone proves nothing',
  },
} as const
