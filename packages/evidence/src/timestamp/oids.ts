/** Contents of object identifiers in hexadecimal, with where they are defined. */
export const OID = {
  /** 1.2.840.113549.1.7.2, RFC 5652 */
  signedData: '2a864886f70d010702',
  /** 1.2.840.113549.1.9.16.1.4, RFC 3161 */
  timestampInfo: '2a864886f70d0109100104',
  /** 1.2.840.113549.1.9.3, RFC 5652 */
  contentType: '2a864886f70d010903',
  /** 1.2.840.113549.1.9.4, RFC 5652 */
  messageDigest: '2a864886f70d010904',
  /** 1.2.840.113549.1.9.16.2.47, RFC 5035 */
  signingCertificateV2: '2a864886f70d010910022f',
  /** 2.16.840.1.101.3.4.2.1, RFC 5754 */
  sha256: '608648016503040201',
  /** 1.2.840.10045.4.3.2, RFC 5758 */
  ecdsaSha256: '2a8648ce3d040302',
  /** 1.2.840.113549.1.1.1, RFC 3370 */
  rsa: '2a864886f70d010101',
  /** 1.2.840.113549.1.1.11, RFC 5754: another name for the same signature */
  rsaSha256: '2a864886f70d01010b',
  /** 1.2.840.10045.2.1, RFC 5480 */
  ecPublicKey: '2a8648ce3d0201',
  /** 1.2.840.10045.3.1.7, RFC 5480 */
  p256: '2a8648ce3d030107',
  /** 2.5.29.37, RFC 5280 */
  extendedKeyUsage: '551d25',
  /** 1.3.6.1.5.5.7.3.8, RFC 3161 */
  timeStamping: '2b06010505070308',
} as const
