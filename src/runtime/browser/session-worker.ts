import type { Call, Reply } from '../messages.ts';
import { sessionHost } from '../session-host.ts';
import { buffersOf } from '../tensor-copy.ts';
import { openWith } from './local-session.ts';
import type { BrowserSettings } from './settings.ts';

type Listen<Message> = (event: { readonly data: Message }) => void;

declare const self: {
  addEventListener<Message>(
    kind: 'message',
    listener: Listen<Message>,
    options?: { readonly once: boolean },
  ): void;
  postMessage(reply: Reply, transfer: readonly ArrayBuffer[]): void;
};

// The first message says how the runtime runs; whatever follows is a request.
const first: Listen<BrowserSettings> = ({ data }) => serve(data);
self.addEventListener('message', first, { once: true });

function serve(settings: BrowserSettings): void {
  const answer = sessionHost((model, options) => openWith(settings, model, options));
  // One request at a time and in order: a run must see what the hold before it left.
  let turn: Promise<void> = Promise.resolve();
  const next: Listen<Call> = ({ data: { id, request } }) => {
    turn = turn.then(async () => {
      const said = await answer(request);
      self.postMessage(
        { id, answer: said },
        said.kind === 'tensors' ? buffersOf(said.tensors) : [],
      );
    });
  };
  self.addEventListener('message', next);
}
