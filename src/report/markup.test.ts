import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, html, verbatim } from './markup.ts';

describe('html', () => {
  it('escapes text and leaves markup as it is', () => {
    const name = '<script>alert("x")</script>';
    expect(html`<td title="${name}">${name} ${html`<b>${1}</b>`}</td>`.markup).toBe(
      '<td title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; <b>1</b></td>',
    );
  });

  it('joins lists and leaves nothing of null', () => {
    expect(html`${['a', null, html`<br>`, ['&']]}`.markup).toBe('a<br>&amp;');
  });

  it('never lets text open an element, an attribute or an entity', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const written = escapeText(text);
        expect(written).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(unescaped(written)).toBe(text);
      }),
    );
  });

  it('passes on what another part has made', () => {
    expect(html`${verbatim('<i>')}`.markup).toBe('<i>');
  });
});

function unescaped(text: string): string {
  const characters = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return Object.entries(characters)
    .reverse()
    .reduce((rest, [name, character]) => rest.replaceAll(`&${name};`, character), text);
}
