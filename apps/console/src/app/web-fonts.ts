/**
 * Words that Chromium has laid out before the webfont came stay as they were, as empty boxes where no other font has the
 * characters. Another feature setting, of a feature that no font has, is another font to the browser: all text is laid out
 * anew, once for each file that came.
 */
export function layOutAgainWithWebFonts(): void {
  let files = 0
  document.fonts.addEventListener('loadingdone', () => {
    files += 1
    document.documentElement.style.fontFeatureSettings = `"xz${files % 10}0" 1`
  })
}
