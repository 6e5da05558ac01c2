import type { Language } from '@xiezhi/verifier/report'

export const texts = {
  'zh-CN': {
    title: '证据包核验',
    explain: '选择证据包和您信任的信任锚文件。全部核验在本机进行，不连接网络。',
    bundleLabel: '证据包（bundle.json）',
    trustLabel: '信任锚文件（*.trust.json）',
    languageButton: 'English',
    printButton: '打印 / 另存为 PDF',
    aboutBundle: '证据包',
    aboutTrust: '信任锚文件',
    aboutTime: '核验时间',
    bytes: '字节',
    waiting: '请选择两个文件',
    valid: '有效：记录由两个账本证明，上链后未经篡改（推定）',
    invalid: '无效：至少一项核验未通过',
    undecidable: '无法判断：信任锚文件未包含其中一条链',
  },
  en: {
    title: 'Evidence verification',
    explain:
      'Choose the bundle and the trust file that you trust. Everything is checked on this machine; no network is used.',
    bundleLabel: 'Evidence bundle (bundle.json)',
    trustLabel: 'Trust file (*.trust.json)',
    languageButton: '中文',
    printButton: 'Print / save as PDF',
    aboutBundle: 'Bundle',
    aboutTrust: 'Trust file',
    aboutTime: 'Checked at',
    bytes: 'bytes',
    waiting: 'Choose both files',
    valid: 'Valid: both ledgers prove the records; not altered after going on chain (presumed)',
    invalid: 'Invalid: at least one check failed',
    undecidable: 'Not decidable: the trust file does not name one of the chains',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>
