import { MingaError } from '../../errors/index.ts';

/** The E_ONNX error for a file that says what no model can mean. */
export function malformedModel(place: string, what: string): MingaError {
  return new MingaError('E_ONNX', {
    found: `${place}: ${what}`,
    expected: 'a well-formed ONNX file',
    fix: 'write or download the file again',
  });
}
