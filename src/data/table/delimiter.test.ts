import { describe, expect, it } from 'vitest';
import { findDelimiter } from './delimiter.ts';

const find = (head: string, name = 'a.csv', asked?: string) =>
  findDelimiter(head, true, name, asked);

describe('findDelimiter', () => {
  it.each([
    ['id,a\n1,x\n', ','],
    ['id;hba1c;bmi\n1;7,5;22,1\n2;6,1;30,4\n', ';'],
    ['id\tnote\n1\ta, b; c\n', '\t'],
    ['id|a|b\n1|2|3\n', '|'],
    ['id,"a;b;c;d"\n1,2\n', ','],
    ['id;note\n1;"a, b, c"\n2;"x\n,,,,"\n', ';'],
    ['note\none, two\nthree\n', ','],
    ['', ','],
    ['id,a;b\n1,x;y\n2,x;y\n', ','],
    ['sep=|\nid|a,b,c\n', '|'],
  ])('finds the delimiter of %j', (head, sign) => {
    expect(find(head).sign).toBe(sign);
  });

  it('does not judge by a last line that is cut off', () => {
    expect(findDelimiter('id;a;b\n1;2;3\n4,5,6,', false, 'a.csv', undefined).sign).toBe(';');
  });

  it('says what was found, unless the name of the file says it', () => {
    expect(find('id;a\n').note).toBe('cells are delimited by ";"');
    expect(find('id\ta\n').note).toBe('cells are delimited by tabs');
    expect(find('id\ta\n', 'a.tsv').note).toBeNull();
    expect(find('id\ta\n', 'a.tsv.gz').note).toBeNull();
    expect(find('id,a\n', 'a.tsv').note).toBe('cells are delimited by ","');
  });

  it('believes a person', () => {
    expect(find('id,a;b\n', 'a.csv', ';')).toMatchObject({ sign: ';', note: null });
    for (const sign of ['"', '\n', '¦', ',,', '']) {
      expect(() => find('id,a\n', 'a.csv', sign)).toThrow(/E_OPTION/);
    }
  });
});
