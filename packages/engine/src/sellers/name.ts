/**
 * What a seller or an app key may be called: whatever the vendor issued, as long as it can be seen and told apart. Signed
 * texts stay unambiguous all the same, because what stands beside a name must be a known method or a number.
 */
export const NAME = /^(?!\s)[^\p{C}\p{Zl}\p{Zp}]{1,64}(?<!\s)$/u;

/** {@link NAME} in words. */
export const NAME_RULE = '1 to 64 visible characters, no blank at either end';
