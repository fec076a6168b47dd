// The page's own part: what is asked for, and what is shown. It is JavaScript, so that the rest of
// the checkout is checked without a browser's types.
import { lossCurves } from './chart.ts';
import { mostEpochs, trainHead } from './train.ts';

const form = document.querySelector('#settings');
const start = document.querySelector('button[type=submit]');
const stop = document.querySelector('#stop');
const progress = document.querySelector('#progress');
const status = document.querySelector('#status');
const drawing = document.querySelector('#drawing');
const description = document.querySelector('#curves-description');
const rows = document.querySelector('#epochs');

function show(history) {
  const best = history.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  drawing.innerHTML = lossCurves(history, best.epoch);
  description.textContent = `After ${history.length} epochs the validation loss was lowest, ${best.validationLoss.toFixed(3)}, at epoch ${best.epoch}.`;
  progress.value = history.length / mostEpochs;
  const { epoch, trainingLoss, validationLoss } = history[history.length - 1];
  const row = rows.insertRow();
  for (const text of [epoch, trainingLoss.toFixed(4), validationLoss.toFixed(4)]) {
    row.insertCell().textContent = text;
  }
}

async function train() {
  const control = new AbortController();
  const history = [];
  const fields = new FormData(form);
  const choice = {
    head: fields.get('head'),
    rows: Number(fields.get('rows')),
    seed: Number(fields.get('seed')),
  };
  rows.replaceChildren();
  drawing.replaceChildren();
  start.disabled = true;
  stop.disabled = false;
  stop.onclick = () => control.abort();
  status.textContent = 'Training…';
  try {
    const outcome = await trainHead(choice, control.signal, record => {
      history.push(record);
      show(history);
    });
    progress.value = 1;
    status.textContent = `Epoch ${outcome.bestEpoch} of ${history.length} was kept. Of 600 new cases ${(100 * outcome.accuracy).toFixed(1)} % were classified correctly. ${outcome.parameters} parameters, ${outcome.steps} steps in ${outcome.seconds.toFixed(2)} s.`;
  } catch (error) {
    status.textContent = error.message;
  } finally {
    start.disabled = false;
    stop.disabled = true;
  }
}

form.addEventListener('submit', event => {
  event.preventDefault();
  train();
});
