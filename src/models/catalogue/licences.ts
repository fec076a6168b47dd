/** What a licence allows, in a line. It is a pointer, not legal advice: the text at `url` holds. */
export interface Licence {
  readonly name: string;
  readonly url: string;
  /** What it forbids or asks for, in plain words; `null` where it only asks to keep its notice. */
  readonly warning: string | null;
}

export const apache2: Licence = {
  name: 'Apache-2.0',
  url: 'https://www.apache.org/licenses/LICENSE-2.0',
  warning: null,
};

export const mit: Licence = {
  name: 'MIT',
  url: 'https://opensource.org/license/mit',
  warning: null,
};

export const ccByNc: Licence = {
  name: 'CC-BY-NC-4.0',
  url: 'https://creativecommons.org/licenses/by-nc/4.0/',
  warning:
    'no commercial use: its authors give the weights under CC-BY-NC-4.0 (a copy on the hub may name another licence)',
};

export const healthAi: Licence = {
  name: 'Health AI Developer Foundations terms',
  url: 'https://developers.google.com/health-ai-developer-foundations/terms',
  warning:
    'no clinical use (diagnosis, treatment) without the authorisation that the law asks for; its terms must be accepted on the hub and passed on',
};

export const gemma: Licence = {
  name: 'Gemma terms of use',
  url: 'https://ai.google.dev/gemma/terms',
  warning:
    'its terms and its policy of prohibited uses must be accepted and passed on; it must not stand in for a licensed health professional',
};

export const llama2: Licence = {
  name: 'Llama 2 Community License',
  url: 'https://ai.meta.com/llama/license/',
  warning:
    'its acceptable-use policy forbids the unlicensed practice of medicine, among others; very large companies need a licence of their own; it must be passed on',
};

export const llama31: Licence = {
  name: 'Llama 3.1 Community License',
  url: 'https://www.llama.com/llama3_1/license/',
  warning:
    'its acceptable-use policy forbids the unlicensed practice of medicine, among others; very large companies need a licence of their own; "Built with Llama" must be shown',
};
