/** Fonts of the system first; the bundled ones are fetched only where it has no Chinese font. */
export const FONTS =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'xiezhi-sans', 'xiezhi-sans-rest', sans-serif"
