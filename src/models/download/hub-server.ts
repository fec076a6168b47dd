import type { Refusal, Server } from '../../download/index.ts';
import type { HubAddress } from './hub-address.ts';

/** A Hugging Face hub as a server, and what its refusals mean. */
export function hubServer({ base, token }: HubAddress): Server {
  return {
    base,
    authorization: token === null ? null : `Bearer ${token}`,
    kind: 'a Hugging Face hub',
    setting: '--mirror, MINGA_HUB_MIRROR or HF_ENDPOINT',
    refusal: status => refusal(status, token !== null),
  };
}

function refusal(status: number, hasToken: boolean): Refusal {
  if (status === 401 || status === 403) {
    return {
      meaning: 'the model is gated, private, or does not exist',
      fix: hasToken
        ? "accept the model's terms on its page with the account that HF_TOKEN belongs to"
        : "accept the model's terms on its page, then set HF_TOKEN to a token of yours that may read it",
    };
  }
  return {
    expected: status === 404 ? 'a model, revision and file that exist' : 'the file',
    fix: status === 404 ? 'check the id and the revision on the hub' : 'try another mirror',
  };
}
