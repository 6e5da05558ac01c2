import type { SignerErrorCode } from './signer-error.ts'

export interface SignerErrorText {
  readonly text: string
  /** What the reader can do about it. */
  readonly cure: string
}

export const signerErrorsZh: Readonly<Record<SignerErrorCode, SignerErrorText>> = {
  PASSPHRASE_WRONG: { text: '密钥口令不正确', cure: '重新输入口令；遗失时由两名管理人员吊销旧密钥并重新登记' },
  PASSPHRASE_SHORT: { text: '密钥口令过短，至少 {charactersMin} 个字符', cure: '换一个更长的口令' },
  KEYSTORE_ABSENT: { text: '没有 {holder} 的密钥文件', cure: '先导入或生成密钥' },
  KEYSTORE_EXISTS: { text: '{holder} 已有密钥文件，未覆盖', cure: '换钥请走密钥轮换或重新登记' },
  KEYSTORE_FORMAT: { text: '密钥文件格式不符', cure: '从备份恢复该文件' },
  KEYSTORE_DAMAGED: { text: '密钥文件已损坏', cure: '从备份恢复该文件' },
  KEYSTORE_TAMPERED: { text: '密钥文件被改动，未解锁', cure: '停止使用该文件并通知管理人员；从备份恢复' },
  HEX_KEY_INVALID: { text: '待导入的密钥不是 32 字节的十六进制文本', cure: '检查所选文件' },
  HOLDER_NAME: { text: '机构或经办人标识不符合要求', cure: '使用账本登记的标识' },
  LIFETIME_LIMIT: { text: '解锁时长超出上限 {lifetimeMsMax} 毫秒', cure: '缩短解锁时长' },
  LOCKED: { text: '密钥已锁定', cure: '输入口令解锁后再签' },
  UNLOCK_EXPIRED: { text: '解锁已到期', cure: '重新输入口令解锁' },
  ACT_MALFORMED: { text: '待签内容不是规范的交易', cure: '重新发起该事项' },
  ACT_UNKNOWN: { text: '不认识的事项 {type}，不予签名', cure: '升级程序后再办理' },
  ACT_NOT_SHOWN: { text: '该内容未经展示，不予签名', cure: '先查看签名内容再签' },
  ACT_NOT_IN_TIME: { text: '该内容已过有效期，不予签名', cure: '重新发起该事项' },
  SIGNER_NOT_NAMED: { text: '待签内容未列明 {holder} 及其密钥', cure: '由所列经办人签名' },
  SIGNATURE_COUNT: { text: '签名数与签名人数不符', cure: '收齐全部签名后提交' },
  WORDS_MISSING: { text: '事项 {type} 的字段 {field} 没有文字说明，不予签名', cure: '升级程序后再办理' },
  PROPOSAL_MISSING: { text: '缺少提议 {proposalId} 的内容，无法展示所批准的事项', cure: '取得提议内容后再签' },
  PROPOSAL_MISMATCH: { text: '提议 {proposalId} 的内容与待签摘要不符', cure: '停止办理并通知管理人员' },
  SERVICE_KEY_ACT: { text: '服务密钥不得签署事项 {type}', cure: '由经办人本人签名' },
  TOKEN_LIBRARY: { text: '无法加载密码设备的接口程序', cure: '检查 PKCS#11 程序库路径，并安装可选依赖 koffi' },
  TOKEN_ABSENT: { text: '没有名为 {token} 的密码设备', cure: '插入设备或更正名称' },
  TOKEN_PIN_WRONG: { text: '密码设备的 PIN 不正确', cure: '重新输入 PIN；多次错误会锁定设备' },
  TOKEN_PIN_LOCKED: { text: '密码设备已因 PIN 多次错误而锁定', cure: '由设备管理员解锁' },
  TOKEN_KEY_ABSENT: { text: '密码设备中没有名为 {key} 的密钥', cure: '更正名称或先在设备中生成密钥' },
  TOKEN_KEY_UNFIT: {
    text: '密码设备中的密钥 {key} 不是 P-256 签名密钥',
    cure: '换用 P-256 密钥；SM2 密钥使用密钥文件',
  },
  TOKEN_FAILED: { text: '密码设备调用 {call} 失败（{returned}）', cure: '检查设备后重试' },
}

export const signerErrorsEn: Readonly<Record<SignerErrorCode, SignerErrorText>> = {
  PASSPHRASE_WRONG: {
    text: 'the passphrase is not that of the key',
    cure: 'enter it again; if it is lost, two administrators revoke the key and enrol a new one',
  },
  PASSPHRASE_SHORT: { text: 'the passphrase has fewer than {charactersMin} characters', cure: 'choose a longer one' },
  KEYSTORE_ABSENT: { text: 'there is no key file of {holder}', cure: 'import or create a key first' },
  KEYSTORE_EXISTS: {
    text: '{holder} has a key file; it was not overwritten',
    cure: 'rotate the key, or enrol a new one',
  },
  KEYSTORE_FORMAT: { text: 'the key file has another format', cure: 'restore the file from its backup' },
  KEYSTORE_DAMAGED: { text: 'the key file is damaged', cure: 'restore the file from its backup' },
  KEYSTORE_TAMPERED: {
    text: 'the key file was changed; it was not unlocked',
    cure: 'stop using the file, tell an administrator, restore it from its backup',
  },
  HEX_KEY_INVALID: { text: 'the key to import is not 32 bytes of hexadecimal text', cure: 'check the chosen file' },
  HOLDER_NAME: { text: 'organisation or officer is not a valid id', cure: 'use the ids of the ledger' },
  LIFETIME_LIMIT: { text: 'unlocked for longer than {lifetimeMsMax} ms', cure: 'unlock for a shorter time' },
  LOCKED: { text: 'the key is locked', cure: 'unlock it with the passphrase' },
  UNLOCK_EXPIRED: { text: 'the time for which the key was unlocked is over', cure: 'unlock it again' },
  ACT_MALFORMED: { text: 'what is to be signed is no canonical transaction', cure: 'start the act again' },
  ACT_UNKNOWN: { text: 'unknown act {type}: not signed', cure: 'update the program' },
  ACT_NOT_SHOWN: { text: 'this was not shown in words: not signed', cure: 'look at what is signed first' },
  ACT_NOT_IN_TIME: { text: 'the lifetime of this transaction is over: not signed', cure: 'start the act again' },
  SIGNER_NOT_NAMED: {
    text: 'the transaction does not name {holder} with this key',
    cure: 'let the named officer sign',
  },
  SIGNATURE_COUNT: { text: 'there are more or fewer signatures than signers', cure: 'collect every signature' },
  WORDS_MISSING: { text: 'field {field} of {type} has no words: not signed', cure: 'update the program' },
  PROPOSAL_MISSING: {
    text: 'the content of proposal {proposalId} is missing, so what is approved cannot be shown',
    cure: 'fetch the proposal first',
  },
  PROPOSAL_MISMATCH: {
    text: 'the content of proposal {proposalId} is not what the digest to be signed covers',
    cure: 'stop and tell an administrator',
  },
  SERVICE_KEY_ACT: { text: 'a service key may not sign {type}', cure: 'let an officer sign' },
  TOKEN_LIBRARY: {
    text: 'the library of the token cannot be loaded',
    cure: 'check the path of the PKCS#11 library and install the optional dependency koffi',
  },
  TOKEN_ABSENT: { text: 'there is no token named {token}', cure: 'insert it or correct the name' },
  TOKEN_PIN_WRONG: { text: 'the PIN is not that of the token', cure: 'enter it again; wrong PINs lock the token' },
  TOKEN_PIN_LOCKED: { text: 'the token is locked after wrong PINs', cure: 'let its administrator unlock it' },
  TOKEN_KEY_ABSENT: { text: 'the token has no key named {key}', cure: 'correct the name or create the key first' },
  TOKEN_KEY_UNFIT: {
    text: 'key {key} of the token is no P-256 signing key',
    cure: 'use a P-256 key; SM2 keys live in the key file',
  },
  TOKEN_FAILED: { text: 'call {call} of the token failed ({returned})', cure: 'check the token and try again' },
}
