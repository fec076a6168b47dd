/** The digits of a number as it is written, in order. */
function digitsOf(text: string): number[] {
  return [...text.replace(/\D/g, '')].map(Number);
}

function weighted(digits: readonly number[], first: number): number {
  return digits.reduce((sum, digit, k) => sum + digit * (first - k), 0);
}

/** Brazil's CPF: two check digits modulo 11; eleven equal digits are none. */
export function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || new Set(digits).size === 1) return false;
  const check = (count: number) => ((weighted(digits.slice(0, count), count + 1) * 10) % 11) % 10;
  return check(9) === digits[9] && check(10) === digits[10];
}

/** Brazil's CNS: fifteen digits, weighted 15 to 1, divisible by 11; it begins with 1, 2, 7, 8 or 9. */
export function isHealthCard(text: string): boolean {
  const digits = digitsOf(text);
  return (
    digits.length === 15 && [1, 2, 7, 8, 9].includes(digits[0]) && weighted(digits, 15) % 11 === 0
  );
}

const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spain's DNI and NIE: the letter is the number's remainder by 23. */
export function isSpanishNumber(text: string): boolean {
  const plain = text.replaceAll('-', '');
  const digits = plain.slice(0, -1).replace(/^[XYZ]/, first => String('XYZ'.indexOf(first)));
  return spanishLetters[Number(digits) % 23] === plain.at(-1);
}

/** France's NIR: the last two digits are 97 less the remainder by 97; Corsica counts as 19 and 18. */
export function isFrenchNumber(text: string): boolean {
  const plain = text.replace(/\s/g, '').replace('2A', '19').replace('2B', '18');
  if (!/^\d{15}$/.test(plain)) return false;
  const month = Number(plain.slice(3, 5));
  // Months that are not known are written 20 and above.
  if (month === 0 || (month > 12 && month < 20)) return false;
  return 97 - Number(BigInt(plain.slice(0, 13)) % 97n) === Number(plain.slice(13));
}

/** Chile's RUT: modulo 11 with weights 2 to 7 from the right. */
export function isRut(text: string): boolean {
  const body = digitsOf(text.slice(0, -1)).reverse();
  const sum = body.reduce((total, digit, k) => total + digit * (2 + (k % 6)), 0);
  const rest = 11 - (sum % 11);
  const check = rest === 11 ? '0' : rest === 10 ? 'K' : String(rest);
  return check === text.at(-1)?.toUpperCase();
}
