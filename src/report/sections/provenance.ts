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

/** What could not be concluded. */
export function limitsSection(results: Results, language: Language): Markup {
  return section({
    id: 'limits',
    title: 'What could not be concluded',
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
  const { software, machine, split, dataset, cells } = results;
  const seeds = (cells[0]?.fits ?? []).map(({ seed }) => String(seed));
  return section({
    id: 'provenance',
    title: 'How it was made',
    content: html`${facts([
      ['Minga', software.minga],
      ['Node', software.node],
      ['ONNX Runtime', software.onnxruntime],
      ['Platform', machine.platform],
      ['Processor', `${machine.processor}, ${formatCount(machine.cores, language)} cores`],
      ['Memory', formatBytes(machine.memoryBytes, language)],
      ['Seed of the split', String(split.seed)],
      ['Seeds of training', listed(seeds, language)],
    ])}<p>To make it again, save the plan below as <code>plan.yaml</code> and give <code>minga run plan.yaml</code>, with the data and the encoders in the places it names. Equal hashes mean equal content. All figures of this page are in <code>results.json</code> beside it.</p>
${table({
  id: 'hashes',
  caption: 'Hashes (SHA-256) of what the figures were made from',
  columns: ['What', 'Hash'],
  rows: [
    { heading: 'Data set', cells: [hash(dataset.hash)] },
    { heading: 'Split', cells: [hash(split.hash)] },
    ...results.encoders.map(({ modality, name, fingerprint }) => ({
      heading: `Encoder: ${modality} ${name}`,
      cells: [hash(fingerprint)],
    })),
  ],
  cells: 'words',
})}${disclosure('The plan, with every default filled in', html`<pre><code>${stringify(results.plan)}</code></pre>`)}`,
  });
}

function hash(text: string): Markup {
  return html`<code class="hash">${text}</code>`;
}
