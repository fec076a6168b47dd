import { MingaError } from '../../errors/index.ts';

/** How vectors are laid out in a file. */
export type ExchangeFormat = 'parquet' | 'npy' | 'safetensors';

/** Half precision halves the file and keeps three significant digits. */
export type ExchangePrecision = 'float32' | 'float16';

const formats = ['parquet', 'npy', 'safetensors'] as const;

/** @throws E_OPTION where neither the ending nor the caller names a format that is known */
export function formatOf(file: string, told?: ExchangeFormat): ExchangeFormat {
  if (told !== undefined) return told;
  const format = formats.find(each => file.toLowerCase().endsWith(`.${each}`));
  if (format !== undefined) return format;
  throw new MingaError('E_OPTION', {
    found: `${file} has an ending that names no format`,
    expected: formats.map(each => `.${each}`).join(', '),
  });
}
