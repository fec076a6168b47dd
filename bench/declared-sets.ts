/**
 * Time and peak memory of reading declared sets that are as large as the real ones: Fakeddit (682,661
 * posts in three files) and MIMIC-CXR (377,110 pictures of 227,835 studies), invented, without their
 * pictures. A process of its own for each. What is measured is `read`, which makes one table of the
 * files of a set.
 *
 *     npx tsx bench/declared-sets.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { declarationNamed } from '../src/data/adapters/declaration-named.ts';
import { chexpertFindings } from '../src/data/adapters/mimic-cxr/findings.ts';
import { Random } from '../src/tensor/index.ts';

const mebibyte = 2 ** 20;

const posts = {
  'multimodal_train.tsv': 564_000,
  'multimodal_validate.tsv': 59_342,
  'multimodal_test_public.tsv': 59_319,
};

const [studies, pictures] = [227_835, 377_110];

async function writeFakeddit(folder: string): Promise<void> {
  const random = new Random(0, 'declared sets');
  const header =
    'author\tclean_title\tcreated_utc\tdomain\thasImage\tid\timage_url\tlinked_submission_id\tnum_comments\tscore\tsubreddit\ttitle\tupvote_ratio\t2_way_label\t3_way_label\t6_way_label';
  let id = 0;
  for (const [file, count] of Object.entries(posts)) {
    const lines = [header];
    for (let i = 0; i < count; i++, id++) {
      const [author, title] = [random.below(300_000), random.uint32().toString(36)];
      const label = random.below(6);
      const linked = label === 4 ? `p${random.below(id + 1).toString(36)}` : '';
      lines.push(
        `user${author}\tthe title of post ${title} in some words\t15516${author}.0\ti.redd.it\tTrue\tp${id.toString(36)}\thttps://preview.redd.it/${title}.jpg?width=320&crop=smart&auto=webp&s=${author}\t${linked}\t${i % 90}.0\t${author % 5000}\tsub${label}\tThe title of post ${title}, in some words!\t0.${10 + (i % 90)}\t${label === 0 ? 1 : 0}\t${label === 0 ? 0 : 2}\t${label}`,
      );
    }
    await writeFile(join(folder, file), `${lines.join('\n')}\n`);
  }
}

async function writeMimic(folder: string): Promise<void> {
  const random = new Random(0, 'declared sets');
  const split = ['dicom_id,study_id,subject_id,split'];
  const metadata = [
    'dicom_id,subject_id,study_id,PerformedProcedureStepDescription,ViewPosition,Rows,Columns,StudyDate,StudyTime',
  ];
  const labels = [`subject_id,study_id,${chexpertFindings.join(',')}`];
  for (let study = 0; study < studies; study++) {
    const subject = 10_000_000 + Math.floor(study / 3.5);
    const findings = chexpertFindings.map(
      () => ['', '', '', '1.0', '0.0', '-1.0'][random.below(6)],
    );
    labels.push(`${subject},${50_000_000 + study},${findings.join(',')}`);
  }
  for (let picture = 0; picture < pictures; picture++) {
    const study = Math.floor((picture * studies) / pictures);
    const subject = 10_000_000 + Math.floor(study / 3.5);
    const group = () => random.uint32().toString(16).padStart(8, '0');
    const dicom = [group(), group(), group(), group(), group()].join('-');
    split.push(`${dicom},${50_000_000 + study},${subject},train`);
    metadata.push(
      `${dicom},${subject},${50_000_000 + study},CHEST (PA AND LAT),PA,3056,2544,21800506,213014.531`,
    );
  }
  for (const [name, lines] of Object.entries({ split, metadata, chexpert: labels })) {
    const path = join(folder, `mimic-cxr-2.0.0-${name}.csv.gz`);
    await writeFile(path, gzipSync(`${lines.join('\n')}\n`, { level: 1 }));
  }
}

const [mode, name, folder] = process.argv.slice(2);
if (mode === '--read') {
  const started = performance.now();
  const { rowCount } = await declarationNamed(name).read(folder, { reports: 'skip' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { user, system } = process.cpuUsage();
  const busy = ((user + system) / 1e6).toFixed(1);
  const peak = Math.round((process.resourceUsage().maxRSS * 1024) / mebibyte);
  console.log(
    `${name}: ${rowCount} rows in ${seconds} s (${busy} s of a processor), peak ${peak} MiB`,
  );
} else {
  for (const [set, write] of [
    ['fakeddit', writeFakeddit],
    ['mimic-cxr', writeMimic],
  ] as const) {
    const root = await mkdtemp(join(tmpdir(), 'minga-bench-'));
    await write(root);
    const self = fileURLToPath(import.meta.url);
    spawnSync(process.execPath, ['--import', 'tsx', self, '--read', set, root], {
      stdio: 'inherit',
    });
    await rm(root, { recursive: true });
  }
}
