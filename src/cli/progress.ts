import pc from 'picocolors';
import type { StudyEvent, StudyListener } from '../study/index.ts';

interface Stage {
  readonly name: string;
  readonly unit: string;
  readonly total: number;
  readonly started: number;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const listedRows = 5;
const redrawEvery = 100;
const lineEvery = 10_000;

/**
 * Shows a study's events: on a terminal one bar with rate and time left, elsewhere a plain line at
 * the start and end of a stage and every ten seconds.
 */
export function progressDisplay(screen: Screen = process.stderr): StudyListener {
  let stage: Stage | null = null;
  let shown = Number.NEGATIVE_INFINITY;
  const clear = () => screen.isTTY && screen.write('\r\x1b[2K');

  function line(text: string): void {
    clear();
    screen.write(`${text}\n`);
  }

  function progress(done: number): void {
    if (stage === null) return;
    const now = performance.now();
    const finished = done >= stage.total;
    if (!finished && now - shown < (screen.isTTY ? redrawEvery : lineEvery)) return;
    shown = now;
    const seconds = (now - stage.started) / 1000;
    if (finished) {
      line(
        `${pc.green('✓')} ${stage.name}: ${plural(stage.total, stage.unit)} in ${duration(seconds)}`,
      );
      stage = null;
    } else if (screen.isTTY)
      screen.write(`\r\x1b[2K${bar(stage, done, seconds, screen.columns ?? 80)}`);
    else line(`  ${stage.name}: ${state(stage, done, seconds)}`);
  }

  return (event: StudyEvent) => {
    switch (event.kind) {
      case 'stage':
        stage = { ...event, started: performance.now() };
        shown = Number.NEGATIVE_INFINITY;
        if (event.total > 0) return progress(0);
        stage = null;
        return;
      case 'progress':
        return progress(event.done);
      case 'note':
        return line(`${pc.yellow('!')} ${event.message}`);
      case 'skipped':
        line(`${pc.yellow('!')} ${plural(event.rows.length, 'row')} skipped:`);
        for (const { place, reason, code } of event.rows.slice(0, listedRows)) {
          line(`    ${place}: ${reason} [${code}]`);
        }
        if (event.rows.length > listedRows) {
          line(
            `    … ${event.rows.length - listedRows} more, all listed in results.json and the report`,
          );
        }
    }
  };
}

function bar(stage: Stage, done: number, seconds: number, columns: number): string {
  const text = `${stage.name}  `;
  const tail = `  ${state(stage, done, seconds)}`;
  const width = Math.max(0, Math.min(30, columns - text.length - tail.length - 1));
  const filled = Math.round((width * done) / stage.total);
  return `${text}${pc.cyan('█'.repeat(filled))}${pc.dim('░'.repeat(width - filled))}${tail}`;
}

/** `3,214/10,015 · 132/s · 0:51 left`; a slow rate is given by the minute. */
function state({ total }: Stage, done: number, seconds: number): string {
  const place = `${done.toLocaleString('en')}/${total.toLocaleString('en')}`;
  if (done === 0) return place;
  const rate = done / seconds;
  const speed =
    rate >= 1 ? `${rate.toFixed(rate < 10 ? 1 : 0)}/s` : `${(rate * 60).toFixed(1)}/min`;
  return `${place} · ${speed} · ${duration((total - done) / rate)} left`;
}

/** `0.4 s`, `12 s`, `3:07 min`, `1:02:07 h`. */
function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)} h`;
}

function plural(count: number, unit: string): string {
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}
