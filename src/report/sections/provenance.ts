import { stringify } from 'yaml';
import type { Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { facts } from '../elements/facts.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatBytes, formatCount, listed } from '../format.ts';
import { limits } from '../limits.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { limitsWords } from '../words/limits.ts';
import { nameWords } from '../words/names.ts';
import { provenanceWords } from '../words/provenance.ts';

/** What could not be concluded. */
export function limitsSection(results: Results, language: Language): Markup {
  return section({
    id: 'limits',
    title: limitsWords[language].title,
    content: html`<ul>
${limits(results, language).map(
  text => html`<li>${text}</li>
`,
)}</ul>
`,
  });
}

/** Everything that is needed to make the same figures again. */
export function provenanceSection(results: Results, language: Language): Markup {
  const words = provenanceWords[language];
  const { software, machine, split, cells } = results;
  const seeds = (cells[0]?.fits ?? []).map(({ seed }) => String(seed));
  return section({
    id: 'provenance',
    title: words.title,
    content: html`<p>${words.again}</p>
${facts([
  ['Minga', software.minga],
  ['Node', software.node],
  ['ONNX Runtime', software.onnxruntime],
  [words.platform, machine.platform],
  [words.processor, words.cores(machine.processor, formatCount(machine.cores, language))],
  [words.memory, formatBytes(machine.memoryBytes, language)],
  [words.splitSeed, String(split.seed)],
  [words.seeds, listed(seeds, language)],
])}${hashes(results, language)}${disclosure(words.plan, html`<pre lang="en"><code>${stringify(results.plan)}</code></pre>`)}`,
  });
}

function hashes({ dataset, split, encoders }: Results, language: Language): Markup {
  const words = provenanceWords[language];
  return table({
    id: 'hashes',
    caption: words.hashes,
    columns: [words.what, words.hash],
    rows: [
      { heading: words.dataset, cells: [hash(dataset.hash)] },
      { heading: words.split, cells: [hash(split.hash)] },
      ...encoders.map(({ modality, name, fingerprint }) => ({
        heading: words.encoder(`${nameWords[language][modality]} ${name}`),
        cells: [hash(fingerprint)],
      })),
    ],
    cells: 'words',
  });
}

function hash(text: string): Markup {
  return html`<code class="hash">${text}</code>`;
}
